package io.github.sqliteleak.tests;

import io.github.sqliteleak.blame.CapturedStack;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Threads that descend from each other, and stacks that they might have. */
final class TestThreads {
    private TestThreads() {}

    /**
     * @param frames as {@code Class.method}, the nearest first
     */
    static CapturedStack stack(String... frames) {
        List<StackTraceElement> stack =
                Stream.of(frames)
                        .map(
                                frame -> {
                                    int dot = frame.lastIndexOf('.');
                                    return new StackTraceElement(
                                            frame.substring(0, dot),
                                            frame.substring(dot + 1),
                                            "A.java",
                                            1);
                                })
                        .toList();
        return CapturedStack.of(stack);
    }

    static <T> T on(ExecutorService thread, Callable<T> work)
            throws ExecutionException, InterruptedException {
        return thread.submit(work).get();
    }

    /** A thread of its own that descends from the calling one, which is not waited for later. */
    static ExecutorService startedThread() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        on(thread, () -> null);
        return thread;
    }

    static <T> T inNewThread(Callable<T> work) throws Exception {
        ExecutorService thread = startedThread();
        try {
            return on(thread, work);
        } finally {
            thread.shutdownNow();
        }
    }
}
