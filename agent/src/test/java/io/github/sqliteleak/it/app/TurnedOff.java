package io.github.sqliteleak.it.app;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** Goes on with its connections when the agent has failed so often that it has given up. */
public final class TurnedOff {
    private static final int FAILURES = 100;
    private static final int TIMEOUT_MILLIS = 300;

    private TurnedOff() {}

    public static void main(String... args) throws Exception {
        try (Connection holder = DriverManager.getConnection(Db.URL);
                Connection waiter =
                        DriverManager.getConnection(Db.URL + "?busy_timeout=" + TIMEOUT_MILLIS)) {
            Db.run(holder, "PRAGMA journal_mode=WAL", "CREATE TABLE t (x)", "BEGIN IMMEDIATE");
            fail();
            while (Db.ask(waiter, "PRAGMA busy_timeout").equals("0")) {
                // Another thread gives SQLite its own handling back.
                Thread.onSpinWait();
            }
            Db.say("timeout " + Db.ask(waiter, "PRAGMA busy_timeout"));
            Db.say("before it is set: " + attempt(waiter));
            Db.run(waiter, "PRAGMA busy_timeout=" + 2 * TIMEOUT_MILLIS);
            Db.say("timeout " + Db.ask(waiter, "PRAGMA busy_timeout"));
            Db.say("after it is set: " + attempt(waiter));
            Db.run(holder, "COMMIT");
            Db.say("freed: " + attempt(waiter));
        }
    }

    /** Calls a hook as no driver does. */
    private static void fail() throws ReflectiveOperationException {
        Method hook =
                Class.forName("io.github.sqliteleak.hook.OpenHooks")
                        .getMethod("handleClosed", Object.class);
        for (int i = 0; i < FAILURES; i++) {
            hook.invoke(null, "of another type");
        }
    }

    private static String attempt(Connection waiter) {
        long start = System.nanoTime();
        try {
            Db.run(waiter, "INSERT INTO t VALUES (1)");
            return "done";
        } catch (SQLException e) {
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            return e.getErrorCode() + (millis < TIMEOUT_MILLIS * 9 / 10 ? " early" : " in time");
        }
    }
}
