package io.github.sqliteleak.registry;

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
    private static final long WINDOW_NANOS = 100_000_000;
    private static final int READS_TO_START = 20_000;

    /** The time at the last tick while the thread runs, else 0. */
    private static volatile long ticked;

    // Unsynchronised on purpose: a lost count delays the thread's start, no more.
    private static long windowStart;
    private static int reads;

    private UseClock() {}

    static long now() {
        long now = ticked;
        return now != 0 ? now : read();
    }

    private static long read() {
        long now = nonZero(System.nanoTime());
        if (now - windowStart > WINDOW_NANOS) {
            windowStart = now;
            reads = 0;
        } else if (++reads > READS_TO_START) {
            start(now);
        }
        return now;
    }

    private static synchronized void start(long now) {
        if (ticked == 0) {
            windowStart = now;
            reads = 0;
            ticked = now;
            new AgentThread("clock", UseClock::tick).start();
        }
    }

    private static void tick() {
        try {
            for (int i = 0; i < TICKS; i++) {
                ticked = nonZero(System.nanoTime());
                Thread.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            // Nobody asks it to end early: with the field cleared every use reads the clock again.
            Thread.currentThread().interrupt();
        } finally {
            ticked = 0;
        }
    }

    private static long nonZero(long nanos) {
        return nanos == 0 ? 1 : nanos;
    }
}
