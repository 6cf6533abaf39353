package io.github.sqliteleak.registry;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits that an interrupt does not cut short, for threads that are not the agent's to stop. The
 * interrupt is not lost: its flag is set when the wait is over.
 */
public final class UninterruptedWait {
    private UninterruptedWait() {}

    public static void sleep(long millis) {
        await(null, millis);
    }

    /** Returns when the thread has ended, at the latest after so long; at once for 0 or less. */
    public static void join(Thread thread, long millis) {
        await(thread, millis);
    }

    /**
     * @param thread null to wait for the time to pass
     */
    private static void await(@Nullable Thread thread, long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean interrupted = Thread.interrupted();
        long left = millis;
        while (left > 0) {
            try {
                if (thread == null) {
                    Thread.sleep(left);
                } else {
                    thread.join(left);
                }
                left = 0;
            } catch (InterruptedException e) {
                interrupted = true;
                left = (end - System.nanoTime() + 999_999) / 1_000_000;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
