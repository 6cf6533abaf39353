package com.example;

import io.github.sqliteleak.junit.SqliteLeakCheck;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What the code under test opens in threads that no test has started. */
public final class InTheCommonPool {
    private InTheCommonPool() {}

    /** Nothing of it is in a test class, so no frame leads to a test. */
    @SqliteLeakCheck
    @TestMethodOrder(MethodOrderer.MethodName.class)
    public static class Serial {
        @Test
        void aLeaks() {
            Service.load().join();
        }

        @Test
        void bLeaks() {
            Service.load().join();
        }

        @Test
        void cCloses() {
            Service.loadAndClose().join();
        }

        @Test
        void dClosesInAParallelStream() {
            IntStream.range(0, 100).parallel().forEach(any -> Service.openAndClose());
        }

        @Test
        void eOpensNothing() {}
    }

    /** The first test's work opens while the second one runs. */
    @SqliteLeakCheck
    @TestMethodOrder(MethodOrderer.MethodName.class)
    public static class LeftOver {
        private static final CountDownLatch SECOND_RUNS = new CountDownLatch(1);
        private static CompletableFuture<Void> leftOver = new CompletableFuture<>();

        @Test
        void aLeavesWorkBehind() {
            leftOver = Service.loadAfter(SECOND_RUNS);
        }

        @Test
        void bIsNotToBlame() {
            SECOND_RUNS.countDown();
            leftOver.join();
        }
    }
}
