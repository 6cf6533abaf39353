package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Programs in which hooks of the agent fail. */
public final class HookErrors {
    private HookErrors() {}

    private static void closedConnection() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Db.URL)) {
            Db.run(connection, "CREATE TABLE IF NOT EXISTS t (x)");
        }
    }

    /** So many failures that tracking is turned off; then a connection is left in a transaction. */
    public static final class TurnedOff {
        public static void main(String... args) throws SQLException, ReflectiveOperationException {
            closedConnection();
            Connection before = DriverManager.getConnection(Db.URL);
            for (int i = 0; i < 100; i++) {
                Class.forName("io.github.sqliteleak.hook.OpenHooks")
                        .getMethod("handleClosed", Object.class)
                        .invoke(null, "of another type");
            }
            before.close();
            Connection leaked = DriverManager.getConnection(Db.URL);
            Db.run(leaked, "BEGIN IMMEDIATE");
        }
    }

    /** One failure, and the connection that was opened meanwhile is not followed. */
    public static final class LostOpening {
        public static void main(String... args) throws SQLException, InterruptedException {
            closedConnection();
            Thread thread = new Rude();
            thread.start();
            thread.join();
        }
    }

    /** A thread that gives no answer when it is asked who it is. */
    private static final class Rude extends Thread {
        Rude() {
            super("");
        }

        @Override
        @SuppressWarnings("deprecation")
        public long getId() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void run() {
            try {
                DriverManager.getConnection(Db.URL);
            } catch (SQLException e) {
                Db.say(e.toString());
            }
        }
    }
}
