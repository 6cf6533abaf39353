package io.github.sqliteleak.registry;

import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Foreign;

/**
 * The time of use of connections, in {@link System#nanoTime()}, within {@value #TICK_MILLIS} ms.
 *
 * <p>Reading the clock costs about 25 ns, which is 4 % of the fastest query. So a quick series of
 * reads starts a thread that advances a field in its stead; the thread ends after a second, and the
 * next quick series starts the next one. A program that queries less often than that never has this
 * thread.
 */
final class UseClock {
    static final int TICK_MILLIS = 50;
    private static final int TICKS = 20;

    /** As many reads as this at once, or twenty thousand a second, start the thread. */
    private static final int READS_TO_START = 2_000;

    private static final long NANOS_A_READ = 50_000;

    /** The time at the last tick while the thread runs, else 0. */
    private static volatile long ticked;

    // Unsynchronised on purpose: a lost count delays the thread's start, no more.
    private static long lastRead;
    private static long level;

    private UseClock() {}

    static long now() {
        long now = ticked;
        return now != 0 ? now : read();
    }

    /**
     * Counts as a bucket that time empties. Has no branch that is first taken late: compiled code
     * that comes to such a branch is thrown away, and when that happens inside the driver, the VM
     * makes the lock that is held there a heavy one for good.
     */
    private static long read() {
        long now = System.nanoTime() | 1;
        long left = level - (now - lastRead);
        lastRead = now;
        level = (left & ~(left >> 63)) + NANOS_A_READ;
        if (level > READS_TO_START * NANOS_A_READ) {
            start(now);
        }
        return now;
    }

    private static synchronized void start(long now) {
        if (ticked == 0) {
            level = 0;
            ticked = now;
            boolean started = false;
            try {
                AgentThread.of("clock", UseClock::tick).start();
                started = true;
            } finally {
                // Without a thread to be had the time would stand still.
                ticked = started ? ticked : 0;
            }
        }
    }

    private static void tick() {
        try {
            for (int i = 0; i < TICKS; i++) {
                ticked = System.nanoTime() | 1;
                Thread.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            // Nobody asks it to end early: with the field cleared every use reads the clock again.
            Foreign.interruptAgain();
        } finally {
            ticked = 0;
        }
    }
}
