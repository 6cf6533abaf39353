package io.github.sqliteleak.judge;

import io.github.sqliteleak.report.Grouping;
import io.github.sqliteleak.report.HarmOrder;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakPart;
import io.github.sqliteleak.report.LeakParts;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the leak sites of many JVMs: one group for each fingerprint and owner. The result does
 * not depend on the order in which groups are added.
 */
public final class SiteMerge {
    private static final Comparator<LeakedConnection> WORST_FIRST =
            Comparator.comparingInt(HarmOrder::rank)
                    .thenComparing(LeakedConnection::openedAt)
                    .thenComparingLong(LeakedConnection::id)
                    .thenComparing(LeakedConnection::database)
                    .thenComparing(LeakedConnection::thread)
                    .thenComparing(LeakedConnection::open);

    /** Lines of one method make one group: the first in the alphabet stands for all. */
    private static final Comparator<LeakSite> BY_SITE =
            Comparator.comparing((LeakSite group) -> String.valueOf(group.site().line()))
                    .thenComparing(LeakSite::openStack, SiteMerge::compareTexts);

    private final Map<String, Sum> sums = new HashMap<>();

    static String key(String fingerprint, String owner) {
        return fingerprint + ' ' + owner;
    }

    public void add(LeakSite group) {
        sums.computeIfAbsent(key(group.fingerprint(), group.owner()), key -> new Sum(group))
                .add(group);
    }

    /** The sums, the most certain and most harmful first. */
    public List<LeakSite> groups() {
        List<LeakSite> groups = new ArrayList<>();
        for (Sum sum : sums.values()) {
            groups.add(sum.toGroup());
        }
        groups.sort(HarmOrder.SITES);
        return groups;
    }

    private static int compareTexts(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int compared = one.get(i).compareTo(other.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    private static final class Sum {
        /** How many connections are gathered before all but the worst are let go. */
        private static final int GATHERED = 10 * Grouping.CONNECTIONS_SHOWN;

        private final Map<LeakKind, Integer> kinds = new EnumMap<>(LeakKind.class);
        private final SortedSet<String> tests = new TreeSet<>();
        private final LeakParts parts = new LeakParts();
        private final List<LeakedConnection> connections = new ArrayList<>();
        private LeakSite telling;
        private boolean onePlace = true;
        private int count;
        private @Nullable Integer closedByAgent = 0;

        Sum(LeakSite first) {
            telling = first;
        }

        void add(LeakSite group) {
            count = LeakPart.sum(count, group.count());
            closedByAgent = sum(closedByAgent, group.closedByAgent());
            group.kinds().forEach((kind, number) -> kinds.merge(kind, number, LeakPart::sum));
            tests.addAll(group.tests());
            group.parts().forEach(parts::add);
            connections.addAll(group.connections());
            if (connections.size() > GATHERED) {
                keepTheWorst();
            }
            onePlace &= Objects.equals(group.site().loadedFrom(), telling.site().loadedFrom());
            if (BY_SITE.compare(group, telling) < 0) {
                telling = group;
            }
        }

        LeakSite toGroup() {
            keepTheWorst();
            return new LeakSite(
                    telling.fingerprint(),
                    onePlace ? telling.site() : telling.site().loadedFrom(null),
                    count,
                    closedByAgent,
                    kinds,
                    telling.owner(),
                    telling.openStack(),
                    List.copyOf(tests),
                    parts.list(),
                    List.copyOf(connections));
        }

        /** What one JVM does not know is not known of all. */
        private static @Nullable Integer sum(@Nullable Integer one, @Nullable Integer other) {
            return one == null || other == null ? null : Integer.valueOf(LeakPart.sum(one, other));
        }

        private void keepTheWorst() {
            connections.sort(WORST_FIRST);
            if (connections.size() > Grouping.CONNECTIONS_SHOWN) {
                connections.subList(Grouping.CONNECTIONS_SHOWN, connections.size()).clear();
            }
        }
    }
}
