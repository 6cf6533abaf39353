package io.github.sqliteleak.junit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/** Connections that tests were given, to be closed for them. */
final class HandedOut {
    private final Deque<Connection> connections = new ArrayDeque<>();

    synchronized Connection add(Connection connection) {
        connections.push(connection);
        return connection;
    }

    /** Closes each, the last one first, and then throws what any of them threw. */
    synchronized void closeAll(ExtensionContext context) throws SQLException {
        Throwable failure = null;
        while (!connections.isEmpty()) {
            failure = close(connections.pop(), failure, context);
        }
        if (failure instanceof SQLException refused) {
            throw refused;
        }
        if (failure instanceof AssertionFailedError stillUsed) {
            throw stillUsed;
        }
    }

    private static @Nullable Throwable close(
            Connection connection, @Nullable Throwable before, ExtensionContext context) {
        try {
            ClosingWatch.close(connection, context);
            return before;
        } catch (SQLException | AssertionFailedError e) {
            if (before != null) {
                e.addSuppressed(before);
            }
            return e;
        }
    }
}
