package io.github.sqliteleak.it.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/**
 * Threads that stand still for each other, by each way there is, and some that wait for one that
 * could go on. The write lock of data.db is held by another process. No timeout ends a wait.
 */
public final class Deadlocked {
    private static final String FOR_EVER = "?busy_timeout=600000";
    private static final Object MONITOR = new Object();

    private Deadlocked() {}

    public static void main(String[] arguments) {
        for (String name : new String[] {"self", "monitor", "a", "b", "pool", "queue"}) {
            make(name);
        }
        self();
        cycle();
        monitor();
        lastOfPool();
        lentHolder();
        start("foreign", () -> write(open("data")));
        Db.say("ready");
        Db.hear();
        Runtime.getRuntime().halt(0);
    }

    private static void self() {
        start(
                "self",
                () -> {
                    begin(open("self"));
                    write(open("self"));
                });
    }

    private static void cycle() {
        CountDownLatch both = new CountDownLatch(2);
        start(
                "cycle-a",
                () -> {
                    begin(open("a"));
                    meet(both);
                    write(open("b"));
                });
        start(
                "cycle-b",
                () -> {
                    begin(open("b"));
                    meet(both);
                    write(open("a"));
                });
        start(
                "victim",
                () -> {
                    both.await();
                    write(open("a"));
                });
    }

    /** One has a lock of SQLite's and waits for one of Java's, the other the other way round. */
    private static void monitor() {
        CountDownLatch both = new CountDownLatch(2);
        start(
                "monitor-a",
                () -> {
                    synchronized (MONITOR) {
                        meet(both);
                        write(open("monitor"));
                    }
                });
        start(
                "monitor-b",
                () -> {
                    begin(open("monitor"));
                    meet(both);
                    synchronized (MONITOR) {
                        Db.say("not reached");
                    }
                });
    }

    private static void lastOfPool() {
        HikariDataSource one = pool("pool", 1);
        start(
                "pool",
                () -> {
                    one.getConnection();
                    one.getConnection();
                });
    }

    /** Whoever has borrowed the holder could give it back: its thread sleeps. */
    private static void lentHolder() {
        HikariDataSource two = pool("queue", 2);
        CountDownLatch begun = new CountDownLatch(1);
        start(
                "borrower",
                () -> {
                    begin(two.getConnection());
                    begun.countDown();
                    Thread.sleep(Long.MAX_VALUE);
                });
        start(
                "second-borrower",
                () -> {
                    begun.await();
                    write(two.getConnection());
                });
    }

    private static HikariDataSource pool(String database, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + database + ".db" + FOR_EVER);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(600_000);
        config.setPoolName(database);
        return new HikariDataSource(config);
    }

    private static void make(String database) {
        try (Connection connection = open(database)) {
            Db.run(connection, "CREATE TABLE t (x)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection open(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + database + ".db" + FOR_EVER);
    }

    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        write(connection);
    }

    private static void write(Connection connection) throws SQLException {
        Db.run(connection, "INSERT INTO t VALUES (1)");
    }

    private static void meet(CountDownLatch all) throws InterruptedException {
        all.countDown();
        all.await();
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void start(String name, Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (Exception e) {
                                Db.say(name + " failed: " + e);
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.start();
    }
}
