package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Statements that fail at once, whatever the busy timeout, and then not. Argument: {@code own} for
 * a result of the same connection, {@code leave} or {@code enter} for the WAL.
 */
public final class NotWaited {
    private NotWaited() {}

    public static void main(String... args) throws SQLException {
        String mode = args[0].equals("leave") ? "WAL" : "DELETE";
        String url = Db.URL + "?busy_timeout=5000&journal_mode=" + mode;
        try (Connection waiter = DriverManager.getConnection(url)) {
            Db.run(waiter, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1), (2)");
            String sql =
                    switch (args[0]) {
                        case "own" -> "DROP TABLE t";
                        case "leave" -> "PRAGMA journal_mode=DELETE";
                        default -> "PRAGMA journal_mode=WAL";
                    };
            try (Connection other = DriverManager.getConnection(url);
                    Statement statement = waiter.createStatement()) {
                switch (args[0]) {
                    case "own" -> statement.executeQuery("SELECT x FROM t").next();
                    case "leave" -> Db.ask(other, "SELECT x FROM t");
                    default -> Db.run(other, "BEGIN IMMEDIATE");
                }
                attempt(waiter, sql);
            }
            attempt(waiter, sql);
        }
    }

    private static void attempt(Connection waiter, String sql) {
        try {
            Db.run(waiter, sql);
            Db.say("done");
        } catch (SQLException e) {
            Db.say("failed");
        }
    }
}
