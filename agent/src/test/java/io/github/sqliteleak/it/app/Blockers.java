package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Programs in which somebody else is in the way of a write that fails; there is no WAL. */
public final class Blockers {
    private static final String URL = Db.URL + "?busy_timeout=50";
    private static final String PATIENT = Db.URL + "?busy_timeout=1500";

    private Blockers() {}

    /** Keeps a result open until it hears something; makes the table. */
    public static final class Reading {
        public static void main(String... args) throws SQLException {
            try (Connection connection = DriverManager.getConnection(URL)) {
                Db.run(connection, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1), (2)");
                read(connection);
                Db.say("ready");
                Db.hear();
            }
        }
    }

    /** Writes once while two others read; with an argument, after they have. */
    public static final class Two {
        public static void main(String... args) throws SQLException {
            try (Connection one = DriverManager.getConnection(URL);
                    Connection two = DriverManager.getConnection(URL);
                    Connection writer = DriverManager.getConnection(URL)) {
                for (Connection reader : List.of(one, two)) {
                    if (args.length > 0) {
                        Db.ask(reader, "SELECT x FROM t");
                    } else {
                        read(reader);
                    }
                }
                write(writer);
            }
        }
    }

    /** Holder and waiter are virtual threads, which have no names. */
    public static final class Virtual {
        public static void main(String... args) throws Exception {
            try (Connection holder = DriverManager.getConnection(URL);
                    Connection waiter = DriverManager.getConnection(PATIENT)) {
                Db.run(holder, "CREATE TABLE t (x)");
                runVirtually(() -> begin(holder));
                runVirtually(() -> write(waiter));
            }
        }

        private static void begin(Connection connection) {
            try {
                Db.run(connection, "BEGIN IMMEDIATE");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** By reflection, since this is compiled for a JDK that has no virtual threads. */
        private static void runVirtually(Runnable work) throws Exception {
            ((Thread)
                            Thread.class
                                    .getMethod("startVirtualThread", Runnable.class)
                                    .invoke(null, work))
                    .join();
        }
    }

    /** Leaves the result open until the connection is closed. */
    private static void read(Connection connection) throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery("SELECT x FROM t");
        rows.next();
    }

    private static void write(Connection connection) {
        try {
            Db.run(connection, "INSERT INTO t VALUES (3)");
            Db.say("saved");
        } catch (SQLException e) {
            Db.say("failed");
        }
    }
}
