package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/** The steps that the scenes of {@link Cures} are made of. */
final class CureSteps {
    /** As long as the lock is held that the cure waits for. */
    private static final int MOMENT = 30;

    private CureSteps() {}

    interface Work {
        void run() throws SQLException;
    }

    static Connection made(String file, String parameters) throws SQLException {
        Connection connection = open(file, parameters);
        make(connection);
        return connection;
    }

    static void make(Connection connection) throws SQLException {
        Db.run(connection, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1), (2), (3)");
    }

    static Connection open(String file, String parameters) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlite:" + file + "?busy_timeout=9000" + parameters);
    }

    static Connection impatient(String file, String parameters) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=60" + parameters);
    }

    static void write(Connection connection) throws SQLException {
        Db.run(connection, "INSERT INTO t VALUES (5)");
    }

    /** Its result stays open. */
    static void read(Statement statement, String sql) throws SQLException {
        ResultSet rows = statement.executeQuery(sql);
        rows.next();
    }

    static void close(Statement statement) throws SQLException {
        statement.close();
    }

    static void update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    static void attempt(String file, Work work) {
        try {
            work.run();
            Db.say(file + ": done");
        } catch (SQLException e) {
            Db.say(file + ": failed");
        }
    }

    static Thread thread(String file, Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (SQLException e) {
                                Db.say(file + ": the other failed with " + e);
                            }
                        },
                        "other");
        thread.start();
        return thread;
    }

    static Thread soon(String file, Work work) {
        return thread(
                file,
                () -> {
                    try {
                        Thread.sleep(MOMENT);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    work.run();
                });
    }

    static void join(Thread thread) throws InterruptedException {
        if (thread != null) {
            thread.join();
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Java 17, for which this is compiled, has none. */
    static Thread virtual(Work work) throws ReflectiveOperationException {
        Runnable guarded =
                () -> {
                    try {
                        work.run();
                    } catch (SQLException e) {
                        Db.say("the other failed with " + e);
                    }
                };
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, guarded);
    }
}
