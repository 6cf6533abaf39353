package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code Statement.setQueryTimeout}, which sqlite-jdbc takes for the busy timeout of that
 * statement: it ends no statement that computes, and a wait for a lock it ends with SQLITE_BUSY, in
 * the place of the connection's own timeout. Said where a statement went on for longer than it was
 * to, and where it found the database locked.
 */
final class QueryTimeouts {
    private static final String STATEMENT = "setQueryTimeout";

    /** How much longer than asked for is too long. */
    private static final double TOO_LONG = 1.1;

    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final IneffectiveSettings unmet;
    private final Map<TrackedConnection, Running> running = new ConcurrentHashMap<>();

    private record Running(long startNanos, long millis) {}

    QueryTimeouts(ConnectionRegistry registry, int stackDepth, IneffectiveSettings unmet) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = unmet;
    }

    /** The driver sets a timeout around a statement: first that of the statement, then the old. */
    void set(TrackedConnection connection, long millis) {
        if (connection.isAdopted()) {
            // The first that is seen may be the second.
            return;
        }
        long now = System.nanoTime();
        Running ended = running.remove(connection);
        if (ended == null) {
            running.put(connection, new Running(now, millis));
            return;
        }
        long took = (now - ended.startNanos) / 1_000_000;
        if (took > ended.millis * TOO_LONG) {
            add(connection, ended, "it ends no statement, and one went on for " + took + " ms");
        }
    }

    /** A statement has failed because of a lock. */
    void foundLocked(TrackedConnection connection) {
        Running statement = running.get(connection);
        if (statement != null) {
            add(
                    connection,
                    statement,
                    "the driver takes it for the busy timeout of that statement, in the place of"
                            + " busy_timeout, and it ended with SQLITE_BUSY");
        }
    }

    void forget(TrackedConnection connection) {
        if (!running.isEmpty()) {
            running.remove(connection);
        }
    }

    private void add(TrackedConnection connection, Running statement, String actual) {
        String database = connection.database().display();
        if (!unmet.isKnown(database, IneffectiveSetting.Kind.QUERY_TIMEOUT)
                && !registry.isExcluded(connection)) {
            unmet.add(
                    new IneffectiveSetting(
                            database,
                            IneffectiveSetting.Kind.QUERY_TIMEOUT,
                            STATEMENT + '(' + statement.millis / 1_000 + ')',
                            actual,
                            CallStack.siteHere(stackDepth)));
        }
    }
}
