package io.github.sqliteleak.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up the parts of a leak site. The result does not depend on the order of adding. */
public final class LeakParts {
    /**
     * The most parts of a site in a report. A site with more has one for each connection, as when
     * each has a temporary folder of its own. Connections beyond the limit count for the site and
     * for none of its parts.
     */
    static final int SHOWN = 10_000;

    private static final Comparator<LeakPart> LARGEST_FIRST =
            Comparator.comparingInt(LeakPart::count).reversed().thenComparing(LeakPart::key);

    private final Map<String, LeakPart> parts = new HashMap<>();

    public static List<LeakPart> of(List<LeakedConnection> connections) {
        LeakParts parts = new LeakParts();
        for (LeakedConnection connection : connections) {
            parts.add(LeakPart.of(connection));
        }
        return parts.list();
    }

    public void add(LeakPart part) {
        parts.merge(part.key(), part, LeakPart::plus);
    }

    public List<LeakPart> list() {
        List<LeakPart> list = new ArrayList<>(parts.values());
        list.sort(LARGEST_FIRST);
        return List.copyOf(list.subList(0, Math.min(list.size(), SHOWN)));
    }
}
