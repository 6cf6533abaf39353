package com.example;

import io.github.sqliteleak.junit.SqliteLeakCheck;
import io.github.sqliteleak.junit.SqliteLeakCheck.Policy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Tests to run side by side. */
public final class Parallel {
    private Parallel() {}

    /** Each third round leaks, in its own thread or in one that it starts. */
    @SqliteLeakCheck
    public static class SomeLeak {
        @RepeatedTest(value = 300, name = "{currentRepetition}")
        void some(RepetitionInfo info) throws Exception {
            int round = info.getCurrentRepetition();
            switch (round % 6) {
                case 0 -> Db.open();
                case 3 -> {
                    Thread thread = new Thread(SomeLeak::open);
                    thread.start();
                    thread.join();
                }
                default -> Db.open().close();
            }
        }

        private static void open() {
            try {
                Db.open();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * The executor is made by the first test and serves both: what the second one opens in its
     * thread must not be charged to the first.
     */
    @SqliteLeakCheck
    public static class SharedExecutor {
        public static final List<Connection> LEFT = Collections.synchronizedList(new ArrayList<>());

        private static final ExecutorService SHARED =
                Executors.newSingleThreadExecutor(
                        work -> {
                            Thread thread = new Thread(work, "shared");
                            thread.setDaemon(true);
                            return thread;
                        });
        private static final CountDownLatch MADE = new CountDownLatch(1);
        private static final CountDownLatch USED = new CountDownLatch(1);

        @Test
        void makesIt() throws Exception {
            SHARED.submit(() -> {}).get();
            MADE.countDown();
            await(USED);
        }

        @Test
        void usesItForItself() throws Exception {
            await(MADE);
            SHARED.submit(new Opening()).get();
            USED.countDown();
        }

        private static void await(CountDownLatch latch) throws InterruptedException {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the other test did not come");
            }
        }
    }

    /** Work of which no test class is on the stack. */
    static final class Opening implements Runnable {
        @Override
        public void run() {
            try {
                SharedExecutor.LEFT.add(Db.open());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Closed by each test; the same unique key in all of them. */
    @SqliteLeakCheck(policy = Policy.FAIL)
    public static class NoneLeak {
        @RepeatedTest(200)
        void none() throws Exception {
            try (Connection own = Db.open()) {
                Databases.run(own, "CREATE TABLE t (x UNIQUE)");
                Databases.run(own, "INSERT INTO t VALUES (1)");
            }
        }
    }
}
