package io.github.sqliteleak.toolkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/** Waiting for a condition with a deadline, and work on another thread. */
final class Waiting {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    private Waiting() {}

    static void until(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not within " + DEADLINE + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** On a thread of its own, so that nothing waits for a free one. */
    static CompletableFuture<Void> async(Task task) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        task.run();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                command -> new Thread(command).start());
    }
}
