package io.github.sqliteleak.report;

import java.util.Comparator;
import java.util.List;

/** The most certain and most harmful leak first; among equals the one opened first. */
public final class HarmOrder implements Comparator<LeakedConnection> {
    /** Of leak sites, of one JVM or of many: a pool that was not closed comes after the rest. */
    public static final Comparator<LeakSite> SITES = new OfSites();

    private static final int HARMLESS = 4;

    private static final class OfSites implements Comparator<LeakSite> {
        @Override
        public int compare(LeakSite one, LeakSite other) {
            int order =
                    Integer.compare(
                            rankOfWorst(one.connections()), rankOfWorst(other.connections()));
            order = order != 0 ? order : Boolean.compare(one.isIdlePool(), other.isIdlePool());
            order = order != 0 ? order : Integer.compare(other.count(), one.count());
            order = order != 0 ? order : Long.compare(lowestId(one), lowestId(other));
            order = order != 0 ? order : one.fingerprint().compareTo(other.fingerprint());
            return order != 0 ? order : one.owner().compareTo(other.owner());
        }
    }

    @Override
    public int compare(LeakedConnection one, LeakedConnection other) {
        int order = Integer.compare(rank(one), rank(other));
        return order != 0 ? order : Long.compare(one.id(), other.id());
    }

    /**
     * 0 for a collected connection with a transaction or cursor, whose lock nobody can release any
     * more; then a transaction, a cursor, any other collected connection, the rest.
     */
    public static int rank(LeakedConnection connection) {
        boolean collected = connection.kind() == LeakKind.GARBAGE_COLLECTED;
        boolean transaction = inTransaction(connection);
        boolean cursor = hasCursor(connection);
        if (collected && (transaction || cursor)) {
            return 0;
        }
        if (transaction) {
            return 1;
        }
        if (cursor) {
            return 2;
        }
        return collected ? 3 : HARMLESS;
    }

    /** That of the worst of these, which stands first; without any, that of a harmless one. */
    public static int rankOfWorst(List<LeakedConnection> sorted) {
        return sorted.isEmpty() ? HARMLESS : rank(sorted.get(0));
    }

    private static long lowestId(LeakSite group) {
        long lowest = Long.MAX_VALUE;
        for (LeakedConnection connection : group.connections()) {
            lowest = Math.min(lowest, connection.id());
        }
        return lowest;
    }

    public static boolean inTransaction(LeakedConnection connection) {
        return Boolean.TRUE.equals(connection.inTransaction());
    }

    public static boolean hasCursor(LeakedConnection connection) {
        for (OpenStatement statement : connection.openStatements()) {
            if (statement.cursorOpen()) {
                return true;
            }
        }
        return false;
    }
}
