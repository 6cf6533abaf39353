package io.github.sqliteleak.it.app;

import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConnection;

/**
 * Says how an application waits for locks on a connection that it has not used for a while, so that
 * the driver refers to no handler any more.
 */
public final class IdleWaits {
    private static final long DEADLINE_NANOS = 30_000_000_000L;

    private IdleWaits() {}

    public static void main(String... args) throws Exception {
        try (Connection holder = DriverManager.getConnection(Db.URL);
                Connection waiter = DriverManager.getConnection(Db.URL + "?busy_timeout=150");
                Connection other = DriverManager.getConnection(Db.URL)) {
            Db.run(holder, "PRAGMA journal_mode=WAL", "CREATE TABLE t (x)");
            Db.run(holder, "INSERT INTO t VALUES (1), (2), (3)");
            try (Statement statement = waiter.createStatement();
                    PreparedStatement insert = waiter.prepareStatement("INSERT INTO t VALUES (4)");
                    PreparedStatement rows = waiter.prepareStatement("SELECT x FROM t")) {
                Db.run(holder, "BEGIN IMMEDIATE");
                becomeIdle(waiter);
                timeout(waiter);
                becomeIdle(waiter);
                write("text", 150, () -> Db.run(waiter, "INSERT INTO t VALUES (5)"));
                becomeIdle(waiter);
                write("prepared", 150, insert::execute);
                becomeIdle(waiter);
                write("script", 150, () -> statement.executeUpdate("SELECT 1; DELETE FROM t"));
                ResultSet cursor = rows.executeQuery();
                cursor.next();
                becomeIdle(waiter);
                Db.say("second row: " + (cursor.next() ? cursor.getInt(1) : 0));
                cursor.close();
                set(waiter, insert);
                handler(waiter, other, insert);
                Db.run(holder, "COMMIT");
                becomeIdle(waiter);
                write("free", 0, insert::execute);
                Db.say("rows " + Db.ask(waiter, "SELECT count(*) FROM t"));
            }
        }
    }

    private static void set(Connection waiter, PreparedStatement insert) throws Exception {
        becomeIdle(waiter);
        ((SQLiteConnection) waiter).setBusyTimeout(70);
        becomeIdle(waiter);
        timeout(waiter);
        write("set", 70, insert::execute);
        becomeIdle(waiter);
        Db.run(waiter, "PRAGMA busy_timeout=80");
        becomeIdle(waiter);
        timeout(waiter);
        becomeIdle(waiter);
        write("by SQL", 80, insert::execute);
        Db.run(waiter, "PRAGMA busy_timeout=0");
        becomeIdle(waiter);
        timeout(waiter);
        write("at once", 0, insert::execute);
        ((SQLiteConnection) waiter).setBusyTimeout(90);
    }

    private static void handler(Connection waiter, Connection other, PreparedStatement insert)
            throws Exception {
        Counting handler = new Counting();
        becomeIdle(waiter);
        BusyHandler.setHandler(waiter, handler);
        Db.ask(other, "SELECT 1");
        becomeIdle(other);
        timeout(waiter);
        write("own handler", 0, insert::execute);
        Db.say("asked " + handler.asked);
        BusyHandler.clearHandler(waiter);
        write("none", 0, insert::execute);
    }

    private static void timeout(Connection connection) throws SQLException {
        Db.say("timeout " + Db.ask(connection, "PRAGMA busy_timeout"));
    }

    private interface Running {
        void run() throws SQLException;
    }

    private static void write(String what, int millis, Running running) {
        long start = System.nanoTime();
        String result;
        try {
            running.run();
            result = "written " + what;
        } catch (SQLException e) {
            result = "failed " + what + ": " + e.getErrorCode() + " " + e.getMessage();
        }
        long took = (System.nanoTime() - start) / 1_000_000;
        Db.say(result + (took >= millis - 1 ? "" : ", after " + took + " ms only"));
    }

    /** Waits until the driver has no handler. */
    private static void becomeIdle(Connection connection) throws Exception {
        Object handle = ((SQLiteConnection) connection).getDatabase();
        Field kept = handle.getClass().getDeclaredField("busyHandler");
        kept.setAccessible(true);
        long start = System.nanoTime();
        while (handlerOf(handle, kept) != 0) {
            if (System.nanoTime() - start > DEADLINE_NANOS) {
                throw new IllegalStateException("the driver keeps a handler");
            }
            Thread.sleep(5);
        }
    }

    private static long handlerOf(Object handle, Field kept) throws IllegalAccessException {
        synchronized (handle) {
            return kept.getLong(handle);
        }
    }

    /** Gives up after two attempts. */
    private static final class Counting extends BusyHandler {
        private int asked;

        @Override
        protected int callback(int attempt) {
            asked++;
            return attempt < 2 ? 1 : 0;
        }
    }
}
