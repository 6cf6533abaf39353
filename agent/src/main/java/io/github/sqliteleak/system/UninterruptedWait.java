package io.github.sqliteleak.system;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits that an interrupt does not cut short, for threads that are not the agent's to stop. The
 * interrupt is not lost: its flag is set when the wait is over. They last as long where a tool such
 * as BlockHound forbids the thread to block.
 */
public final class UninterruptedWait {
    /**
     * A virtual thread inside SQLite keeps its carrier, and JFR records each time that it blocks
     * for 20 ms or more as {@code jdk.VirtualThreadPinned}. SQLite's own wait leaves no such
     * events.
     */
    private static final long MOST_WHILE_PINNED = 5;

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
        if (millis <= 0) {
            return;
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean allowed = !WaitByMonitor.isNeeded();
        if (allowed) {
            try {
                plainly(thread, millis, end);
            } catch (RuntimeException | Error forbidden) {
                // By a tool that is not known here.
                allowed = false;
            }
        }
        if (!allowed) {
            WaitByMonitor.await(thread, end);
        }
    }

    /** Returns when the thread has ended, at the latest at this time; for the agent's threads. */
    static void until(@Nullable Thread thread, long endNanos) {
        plainly(thread, millisUntil(endNanos), endNanos);
    }

    private static void plainly(@Nullable Thread thread, long millis, long endNanos) {
        boolean interrupted = Thread.interrupted();
        boolean inParts = thread == null && Foreign.isVirtual(Thread.currentThread());
        long left = millis;
        try {
            while (left > 0) {
                try {
                    if (thread == null) {
                        Thread.sleep(inParts ? Math.min(left, MOST_WHILE_PINNED) : left);
                    } else {
                        thread.join(left);
                    }
                    left = inParts ? millisUntil(endNanos) : 0;
                } catch (InterruptedException e) {
                    interrupted = true;
                    left = millisUntil(endNanos);
                }
            }
        } finally {
            if (interrupted) {
                Foreign.interruptAgain();
            }
        }
    }

    private static long millisUntil(long endNanos) {
        return (endNanos - System.nanoTime() + 999_999) / 1_000_000;
    }
}
