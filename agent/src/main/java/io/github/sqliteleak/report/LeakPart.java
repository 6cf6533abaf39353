package io.github.sqliteleak.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a leak site that have database, tests, site and open site in common: what a
 * suppression can distinguish.
 *
 * @param closedByAgent how many of them the agent closed; null when not known
 * @param kinds how many of each kind; they add up to {@code count}
 */
public record LeakPart(
        String database,
        List<String> tests,
        @Nullable String site,
        @Nullable String openSite,
        int count,
        @Nullable Integer closedByAgent,
        Map<LeakKind, Integer> kinds) {

    static LeakPart of(LeakedConnection connection) {
        return new LeakPart(
                connection.database(),
                connection.tests(),
                connection.site().line(),
                connection.openSite(),
                1,
                connection.forceClose().result() == ForceClose.Result.CLOSED ? 1 : 0,
                Map.of(connection.kind(), 1));
    }

    /** What parts of one site differ in. */
    String key() {
        // No name holds a NUL: each is a path, a method or a frame.
        return database + '\0' + site + '\0' + openSite + '\0' + String.join("\0", tests);
    }

    LeakPart plus(LeakPart other) {
        Map<LeakKind, Integer> both = new EnumMap<>(LeakKind.class);
        both.putAll(kinds);
        other.kinds.forEach((kind, number) -> both.merge(kind, number, LeakPart::sum));
        Integer closed =
                closedByAgent == null || other.closedByAgent == null
                        ? null
                        : Integer.valueOf(sum(closedByAgent, other.closedByAgent));
        return new LeakPart(database, tests, site, openSite, sum(count, other.count), closed, both);
    }

    /** Those of some kinds only, which may be none. */
    LeakPart only(Predicate<LeakKind> wanted) {
        Map<LeakKind, Integer> some = new EnumMap<>(LeakKind.class);
        int counted = 0;
        for (Map.Entry<LeakKind, Integer> kind : kinds.entrySet()) {
            if (wanted.test(kind.getKey())) {
                some.put(kind.getKey(), kind.getValue());
                counted += kind.getValue();
            }
        }
        return new LeakPart(
                database,
                tests,
                site,
                openSite,
                counted,
                counted == count ? closedByAgent : null,
                some);
    }

    /** At most the largest number: counts of a file may be of any size. */
    public static int sum(int one, int other) {
        return (int) Math.min((long) one + other, Integer.MAX_VALUE);
    }
}
