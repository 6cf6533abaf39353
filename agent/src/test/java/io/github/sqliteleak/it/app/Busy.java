package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import org.sqlite.SQLiteConnection;

/** Programs that end while another thread is busy with the connection. */
public final class Busy {
    private Busy() {}

    /** A statement that never ends by itself. */
    public static final class InStatement {
        public static void main(String... args) throws Exception {
            Db.make();
            Connection connection = DriverManager.getConnection(Db.URL);
            Thread counting = new Thread(() -> count(connection), "counting");
            counting.setDaemon(true);
            counting.start();
            while (!isInNativeCode(counting)) {
                Thread.onSpinWait();
            }
            Db.say("counting");
        }

        private static void count(Connection connection) {
            String sql =
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                            + " SELECT max(i) FROM n";
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                Db.say("ended " + row.next());
            } catch (SQLException e) {
                Db.say("interrupted");
            }
        }

        private static boolean isInNativeCode(Thread thread) {
            StackTraceElement[] stack = thread.getStackTrace();
            return stack.length > 0
                    && stack[0].isNativeMethod()
                    && stack[0].getMethodName().equals("step");
        }
    }

    /** A thread waits for a lock that another process holds, and would for minutes. */
    public static final class InWait {
        public static void main(String... args) throws Exception {
            Connection connection = DriverManager.getConnection(Db.URL + "?busy_timeout=600000");
            Thread waiting = new Thread(() -> write(connection), "waiting");
            waiting.setDaemon(true);
            waiting.start();
            while (!isInNativeCode(waiting.getStackTrace())) {
                Thread.onSpinWait();
            }
            Db.say("waiting");
        }

        private static void write(Connection connection) {
            try {
                Db.run(connection, "INSERT INTO t VALUES (1)");
            } catch (SQLException e) {
                Db.say("gave up");
            }
        }

        private static boolean isInNativeCode(StackTraceElement[] stack) {
            for (StackTraceElement frame : stack) {
                if (frame.isNativeMethod() && frame.getMethodName().equals("step")) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A thread keeps the handle's monitor and runs nothing on it. */
    public static final class InMonitor {
        public static void main(String... args) throws Exception {
            Db.make();
            SQLiteConnection connection = (SQLiteConnection) DriverManager.getConnection(Db.URL);
            CountDownLatch kept = new CountDownLatch(1);
            Thread keeper = new Thread(() -> keep(connection, kept), "keeper");
            keeper.setDaemon(true);
            keeper.start();
            kept.await();
            Connection other = DriverManager.getConnection("jdbc:sqlite:other.db");
            Db.run(other, "CREATE TABLE t (x)");
        }

        private static void keep(SQLiteConnection connection, CountDownLatch kept) {
            synchronized (connection.getDatabase()) {
                kept.countDown();
                Db.hear();
            }
        }
    }
}
