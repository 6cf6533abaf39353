package io.github.sqliteleak.junit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Connections that tests were given, to be closed for them. */
final class HandedOut {
    private final Deque<Connection> connections = new ArrayDeque<>();

    synchronized Connection add(Connection connection) {
        connections.push(connection);
        return connection;
    }

    /** Closes each, the last one first, and then throws what any of them threw. */
    synchronized void closeAll() throws SQLException {
        SQLException failure = null;
        while (!connections.isEmpty()) {
            failure = close(connections.pop(), failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable SQLException close(
            Connection connection, @Nullable SQLException before) {
        try {
            connection.close();
            return before;
        } catch (SQLException e) {
            if (before != null) {
                e.addSuppressed(before);
            }
            return e;
        }
    }
}
