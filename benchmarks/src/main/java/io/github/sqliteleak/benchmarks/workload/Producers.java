package io.github.sqliteleak.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sixteen threads that submit writes. */
final class Producers {
    private static final int THREADS = 16;

    /** Submits the write of a number. */
    @FunctionalInterface
    interface Submit {
        CompletableFuture<?> submit(int number) throws InterruptedException;
    }

    private Producers() {}

    /** Returns when all writes are submitted. */
    static void run(int writes, Submit submit) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int first = t * (writes / THREADS);
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    for (int i = 0; i < writes / THREADS; i++) {
                                        CompletableFuture<?> ignored = submit.submit(first + i);
                                    }
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
