package com.example;

import io.github.sqliteleak.junit.SqliteLeakCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Tests that leave connections open in other threads than their own. */
public final class LeakingThreads {
    private LeakingThreads() {}

    @SqliteLeakCheck
    public static class InThreads {
        @Test
        void leaksInAThread() throws InterruptedException {
            Thread thread = new Thread(InThreads::open, "writer-1");
            thread.start();
            thread.join();
        }

        @Test
        void leaksInAnExecutor() throws Exception {
            ExecutorService executor = Executors.newSingleThreadExecutor();
            try {
                executor.submit(() -> Db.open()).get();
            } finally {
                executor.shutdown();
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

    /** In a thread that an earlier test has started. */
    @SqliteLeakCheck
    @TestMethodOrder(MethodOrderer.MethodName.class)
    public static class InAnEarlierTestsThread {
        public static final List<Connection> LEFT = new ArrayList<>();
        private static @Nullable ExecutorService executor;

        private static ExecutorService executor() {
            if (executor == null) {
                executor = Executors.newSingleThreadExecutor();
            }
            return executor;
        }

        @Test
        void aStartsIt() throws Exception {
            executor().submit(() -> Db.open()).get().close();
        }

        @Test
        void bLeaks() throws Exception {
            executor().submit(() -> Db.open()).get();
        }

        @Test
        void cCloses() throws Exception {
            executor().submit(() -> Db.open()).get().close();
        }

        @Test
        void dIsNotOnTheStack() throws Exception {
            LEFT.add(executor().submit((Callable<Connection>) Db::open).get());
        }

        @Test
        void eOpensNothing() {}

        @AfterAll
        static void end() {
            executor().shutdown();
            executor = null;
        }
    }

    /** In a thread of the class. */
    @SqliteLeakCheck
    @TestMethodOrder(MethodOrderer.MethodName.class)
    public static class InTheClasssThread {
        private static final ExecutorService EXECUTOR = Executors.newSingleThreadExecutor();
        private static @Nullable Connection ofTheClass;

        @BeforeAll
        static void start() throws Exception {
            EXECUTOR.submit(() -> Db.open()).get().close();
        }

        @Test
        void leaks() throws Exception {
            EXECUTOR.submit(() -> Db.open()).get();
        }

        @Test
        void makesWhatTheClassCloses() throws Exception {
            ofTheClass = EXECUTOR.submit((Callable<Connection>) Db::open).get();
        }

        @Test
        void opensNothing() {}

        @AfterAll
        static void end() throws SQLException {
            EXECUTOR.shutdown();
            if (ofTheClass != null) {
                ofTheClass.close();
            }
        }
    }
}
