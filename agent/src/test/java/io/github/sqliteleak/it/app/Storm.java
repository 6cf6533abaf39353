package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Contention, closing, collection and exit at once: threads write to one database, drop connections
 * in the middle of transactions, collect garbage, and main ends the JVM while they are at it. A
 * watchdog prints all stacks if that takes too long.
 */
public final class Storm {
    private static final int THREADS = 8;
    private static final long TOO_LONG_MILLIS = 90_000;

    private static final AtomicLong DONE = new AtomicLong();

    private Storm() {}

    public static void main(String... args) throws Exception {
        watch();
        try (Connection connection = open()) {
            Db.run(connection, "CREATE TABLE t (x)");
        }
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(Storm::work, "storm-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        Db.collectUntil(() -> DONE.get() > 700);
        System.exit(7);
    }

    private static Connection open() throws SQLException {
        return DriverManager.getConnection(Db.URL + "?journal_mode=WAL&busy_timeout=20");
    }

    private static void work() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (true) {
            try {
                Connection connection = open();
                Db.run(connection, "PRAGMA synchronous=OFF");
                if (random.nextInt(4) == 0) {
                    Db.run(connection, "PRAGMA busy_timeout=" + random.nextInt(30));
                }
                Db.run(connection, "BEGIN IMMEDIATE", "INSERT INTO t VALUES (1)");
                if (random.nextInt(200) != 0) {
                    Db.run(connection, "COMMIT");
                    connection.close();
                }
            } catch (SQLException e) {
                // Busy, for as long as a dropped connection has the lock.
                DONE.incrementAndGet();
            }
            DONE.incrementAndGet();
        }
    }

    private static void watch() {
        Thread dog =
                new Thread(
                        () -> {
                            try {
                                Thread.sleep(TOO_LONG_MILLIS);
                            } catch (InterruptedException e) {
                                return;
                            }
                            for (Map.Entry<Thread, StackTraceElement[]> thread :
                                    Thread.getAllStackTraces().entrySet()) {
                                System.err.println(thread.getKey());
                                for (StackTraceElement frame : thread.getValue()) {
                                    System.err.println("    at " + frame);
                                }
                            }
                            Runtime.getRuntime().halt(99);
                        });
        dog.setDaemon(true);
        dog.start();
    }
}
