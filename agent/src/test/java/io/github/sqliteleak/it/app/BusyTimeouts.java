package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConnection;

/** Says all that an application can notice of how it waits for locks. */
public final class BusyTimeouts {
    private static final String[] TEXTS = {
        "PRAGMA busy_timeout=40",
        "pragma Busy_Timeout ( 41 )",
        "PRAGMA main.busy_timeout = '42'",
        "/* none */ PRAGMA busy_timeout = 0;",
        "PRAGMA busy_timeout = +43; SELECT 1",
        "EXPLAIN PRAGMA busy_timeout=44",
        "SELECT timeout FROM pragma_busy_timeout",
        "PRAGMA busy_timeout='none'",
        "PRAGMA busy_timeout=-1",
        "PRAGMA busy_timeout",
    };

    private static final String[] SCRIPTS = {
        "PRAGMA busy_timeout=50",
        "PRAGMA user_version=1; PRAGMA busy_timeout=51; PRAGMA user_version=2",
        "PRAGMA busy_timeout=52; PRAGMA busy_timeout=53",
        "PRAGMA busy_timeout=54; no sql at all",
        "PRAGMA busy_timeout(0)",
    };

    private BusyTimeouts() {}

    public static void main(String... args) throws SQLException {
        try (Connection holder = DriverManager.getConnection(Db.URL);
                Connection waiter = DriverManager.getConnection(Db.URL)) {
            Db.run(holder, "PRAGMA journal_mode=WAL", "CREATE TABLE t (x)", "BEGIN IMMEDIATE");
            timeouts(waiter, "at first");
            byDriver((SQLiteConnection) waiter);
            bySql(waiter);
            byQueryTimeout(waiter);
            byHandler(waiter);
            byHandle((SQLiteConnection) waiter);
            interrupted(waiter);
            Db.run(holder, "COMMIT");
            Db.run(waiter, "INSERT INTO t VALUES (1)");
            attached();
        }
        try (Connection other = DriverManager.getConnection(Db.URL + "?busy_timeout=77")) {
            timeouts(other, "by URL");
        }
    }

    private static void byDriver(SQLiteConnection waiter) throws SQLException {
        for (int millis : new int[] {30, 0, 31, -1, 32}) {
            waiter.setBusyTimeout(millis);
            timeouts(waiter, "set to " + millis);
            write(waiter);
        }
    }

    private static void bySql(Connection waiter) throws SQLException {
        try (Statement statement = waiter.createStatement()) {
            for (String text : TEXTS) {
                statement.execute(text);
                timeouts(waiter, text);
            }
            for (String script : SCRIPTS) {
                try {
                    statement.executeUpdate(script);
                } catch (SQLException e) {
                    Db.say(e.getMessage());
                }
                timeouts(waiter, script);
            }
        }
        try (PreparedStatement set = waiter.prepareStatement("PRAGMA busy_timeout=60");
                PreparedStatement get = waiter.prepareStatement("PRAGMA busy_timeout")) {
            timeouts(waiter, "prepared");
            ((SQLiteConnection) waiter).setBusyTimeout(61);
            set.execute();
            timeouts(waiter, "run");
            try (ResultSet row = get.executeQuery()) {
                Db.say("prepared before: " + row.getInt(1));
            }
        }
        write(waiter);
    }

    private static void byQueryTimeout(Connection waiter) throws SQLException {
        ((SQLiteConnection) waiter).setBusyTimeout(62);
        try (Statement statement = waiter.createStatement()) {
            statement.setQueryTimeout(1);
            try (ResultSet row = statement.executeQuery("PRAGMA busy_timeout")) {
                Db.say("within: " + row.getInt(1));
            }
        }
        timeouts(waiter, "after");
    }

    private static void byHandler(Connection waiter) throws SQLException {
        Counting handler = new Counting();
        BusyHandler.setHandler(waiter, handler);
        timeouts(waiter, "with a handler");
        write(waiter);
        Db.say("asked " + handler.asked);
        BusyHandler.setHandler(waiter, new Throwing());
        write(waiter);
        BusyHandler.clearHandler(waiter);
        timeouts(waiter, "with none");
        write(waiter);
        BusyHandler.setHandler(waiter, handler);
        Db.run(waiter, "PRAGMA busy_timeout=63");
        timeouts(waiter, "replaced");
        write(waiter);
        Db.say("asked " + handler.asked);
        BusyHandler.setHandler(waiter, handler);
        ((SQLiteConnection) waiter).setBusyTimeout(64);
        timeouts(waiter, "replaced again");
        write(waiter);
        Db.say("asked " + handler.asked);
    }

    private static void byHandle(SQLiteConnection waiter) throws SQLException {
        waiter.getDatabase().busy_timeout(65);
        timeouts(waiter, "by handle");
        waiter.getDatabase().busy_handler(null);
        timeouts(waiter, "none by handle");
        waiter.getDatabase().busy_timeout(66);
    }

    private static void interrupted(Connection waiter) {
        Thread.currentThread().interrupt();
        write(waiter);
        Db.say("interrupted: " + Thread.interrupted());
    }

    private static void attached() throws SQLException {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            timeouts(memory, "in memory");
            Db.run(memory, "ATTACH 'other.db' AS other", "CREATE TABLE other.t (x)");
            timeouts(memory, "attached");
            try (Connection holder = DriverManager.getConnection("jdbc:sqlite:other.db")) {
                Db.run(holder, "BEGIN IMMEDIATE");
                Db.run(memory, "PRAGMA busy_timeout=20");
                write(memory);
            }
            write(memory);
        }
    }

    private static void timeouts(Connection connection, String when) throws SQLException {
        Db.say(
                when
                        + ": "
                        + Db.ask(connection, "PRAGMA busy_timeout")
                        + " "
                        + Db.ask(connection, "SELECT timeout FROM pragma_busy_timeout")
                        + " "
                        + ((SQLiteConnection) connection).getBusyTimeout());
    }

    private static void write(Connection connection) {
        try {
            Db.run(connection, "INSERT INTO t VALUES (2)");
            Db.say("written");
        } catch (SQLException e) {
            Db.say("failed: " + e.getErrorCode() + " " + e.getMessage());
        }
    }

    /** Gives up after five attempts. */
    private static final class Counting extends BusyHandler {
        private int asked;

        @Override
        protected int callback(int attempt) {
            asked++;
            return attempt < 5 ? 1 : 0;
        }
    }

    private static final class Throwing extends BusyHandler {
        @Override
        protected int callback(int attempt) throws SQLException {
            throw new SQLException("refused");
        }
    }
}
