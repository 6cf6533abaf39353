package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Results that are left open while somebody writes, or empties the WAL. */
public final class OpenCursors {
    private static final String OPTIONS = "?busy_timeout=50&journal_mode=";

    private OpenCursors() {}

    /** Makes the database and reads from it until it hears something. Argument: journal mode. */
    public static final class Reading {
        public static void main(String... args) throws SQLException {
            try (Connection reader = make(args[0]);
                    Statement statement = reader.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT x FROM t")) {
                rows.next();
                Db.say("ready");
                Db.hear();
            }
        }
    }

    /**
     * Connection 2 of this program has a result open, 1 meets locks. Arguments: journal mode, what
     * is done before, and what is read.
     */
    public static final class Writing {
        public static void main(String... args) throws SQLException {
            try (Connection writer = make(args[0]);
                    Connection reader = DriverManager.getConnection(Db.URL + OPTIONS + args[0]);
                    Statement statement = reader.createStatement()) {
                Db.run(reader, args[1].split(";"));
                try (ResultSet rows = statement.executeQuery(args[2])) {
                    rows.next();
                    write(writer, args[0]);
                }
                write(writer, args[0]);
            }
        }
    }

    /** The same, with a connection to which nothing refers any more. Argument: journal mode. */
    public static final class Lost {
        public static void main(String... args) throws SQLException {
            try (Connection writer = make(args[0])) {
                lose(args[0]);
                System.gc();
                write(writer, args[0]);
            }
        }

        @SuppressWarnings("resource") // that is the point
        private static void lose(String journalMode) throws SQLException {
            DriverManager.getConnection(Db.URL + OPTIONS + journalMode)
                    .createStatement()
                    .executeQuery("SELECT x FROM t")
                    .next();
        }
    }

    private static Connection make(String journalMode) throws SQLException {
        Connection connection = DriverManager.getConnection(Db.URL + OPTIONS + journalMode);
        Db.run(connection, "CREATE TABLE IF NOT EXISTS t (x)");
        if (Db.ask(connection, "SELECT count(*) FROM t").equals("0")) {
            Db.run(connection, "INSERT INTO t VALUES (1), (2), (3)");
        }
        return connection;
    }

    private static void write(Connection writer, String journalMode) {
        try {
            Db.run(writer, "INSERT INTO t VALUES (4)");
            boolean wal = journalMode.equals("WAL");
            String busy = wal ? Db.ask(writer, "PRAGMA wal_checkpoint(TRUNCATE)") : "0";
            Db.say(busy.equals("0") ? "done" : "failed");
        } catch (SQLException e) {
            Db.say("failed");
        }
    }
}
