package io.github.sqliteleak.system;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Threads that are to be made by the thread of a {@link ThreadMaker}. */
final class ThreadOrders {
    private static final long MOST_SECONDS = 5;

    private final LinkedBlockingQueue<FutureTask<AgentThread>> waiting =
            new LinkedBlockingQueue<>();

    /** Waits until it is made; null when it could not be made. */
    @Nullable AgentThread give(AgentThread.Order order) {
        FutureTask<AgentThread> task = new FutureTask<>(order);
        waiting.add(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(MOST_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException | TimeoutException e) {
                    return null;
                }
            }
        } finally {
            if (interrupted) {
                Foreign.interruptAgain();
            }
        }
    }

    /** Makes each in turn, until it is interrupted. */
    void carryOut() {
        try {
            while (true) {
                waiting.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
