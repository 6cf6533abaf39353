package io.github.sqliteleak.report;

import java.util.List;

/** Gathers leaked connections into leak sites. */
public final class Grouping {
    static final int CONNECTIONS_SHOWN = 20;

    private Grouping() {}

    /** The groups of these connections, the most certain and most harmful first. */
    public static List<LeakGroup> group(List<LeakedConnection> leaks) {
        return List.of();
    }
}
