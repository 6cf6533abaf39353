package io.github.sqliteleak.junit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Connections that a test, or the tests of a class, were given, to be closed for them. */
final class HandedOut {
    private final Deque<Connection> toDatabasesInPrivate = new ArrayDeque<>();
    private final Deque<Connection> toOthers = new ArrayDeque<>();

    synchronized Connection add(Connection connection) {
        toOthers.push(connection);
        return connection;
    }

    /** One whose database is its own, in memory. */
    synchronized Connection addPrivate(Connection connection) {
        toDatabasesInPrivate.push(connection);
        return connection;
    }

    /** Closes each, the last one first. */
    synchronized void closeAll(Notice notice, Failures failures) {
        while (!toDatabasesInPrivate.isEmpty()) {
            try {
                ClosingWatch.closeHere(toDatabasesInPrivate.pop(), notice);
            } catch (SQLException e) {
                failures.add(e);
            }
        }
        ClosingWatch.closeAll(toOthers, notice, failures);
    }
}
