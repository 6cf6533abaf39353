package com.example;

import io.github.sqliteleak.junit.SqliteLeakCheck;
import io.github.sqliteleak.junit.TestDatabase;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.sqlite.Function;

/** A thread still runs SQL on the connection that the test was given when the test ends. */
public final class InUse {
    /** How their SQL ended. */
    public static final List<SQLException> ENDS = new CopyOnWriteArrayList<>();

    /** For what cannot be interrupted. */
    public static final CountDownLatch ENOUGH = new CountDownLatch(1);

    public static final List<Path> FILES = new CopyOnWriteArrayList<>();

    public static final List<Connection> GIVEN = new CopyOnWriteArrayList<>();

    private InUse() {}

    public static class ByEndlessSql {
        @Test
        void file(@TestDatabase Connection connection) throws Exception {
            use(connection, () -> {});
        }

        @Test
        void shared(@TestDatabase(storage = Storage.SHARED_MEMORY) Connection connection)
                throws Exception {
            use(connection, () -> {});
        }

        @Test
        void memory(@TestDatabase(storage = Storage.MEMORY) Connection connection)
                throws Exception {
            use(connection, () -> {});
        }

        @Test
        void notAtAll(@TestDatabase Connection connection) throws SQLException {
            Databases.run(connection, "CREATE TABLE t (x)");
        }
    }

    public static class ByCode {
        @Test
        void file(@TestDatabase Connection connection, @TestDatabase Path file) throws Exception {
            FILES.add(file);
            use(connection, InUse::await);
        }

        @Test
        void three(
                @TestDatabase(storage = Storage.SHARED_MEMORY) Connection one,
                @TestDatabase(storage = Storage.SHARED_MEMORY) Connection another,
                @TestDatabase(storage = Storage.SHARED_MEMORY) Connection last)
                throws Exception {
            use(one, InUse::await);
            use(another, InUse::await);
            use(last, InUse::await);
        }
    }

    /** One that the test has opened itself. */
    @SqliteLeakCheck
    public static class ByCodeOfALeak {
        @Test
        void leaks(@TestDatabase DataSource database) throws Exception {
            use(database.getConnection(), InUse::await);
        }
    }

    /** Its thread is interrupted, and nobody else is about. */
    public static class Interrupted {
        @RepeatedTest(3)
        void any(@TestDatabase Connection connection) {
            GIVEN.add(connection);
            Thread.currentThread().interrupt();
        }
    }

    private static void await() {
        try {
            ENOUGH.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when SQLite has begun with an endless statement. */
    private static void use(Connection connection, Runnable begun) throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        Function.create(
                connection,
                "begun",
                new Function() {
                    @Override
                    protected void xFunc() throws SQLException {
                        running.countDown();
                        begun.run();
                        result(1);
                    }
                });
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                Databases.value(
                                        connection,
                                        "WITH RECURSIVE r(i) AS (SELECT begun() UNION ALL SELECT"
                                                + " i + 1 FROM r) SELECT count(*) FROM r");
                            } catch (SQLException e) {
                                ENDS.add(e);
                            }
                        },
                        "worker");
        thread.setDaemon(true);
        thread.start();
        running.await();
    }
}
