package io.github.sqliteleak.lock;

import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.system.UninterruptedWait;

/** When SQLite tries again in one wait: when it would with its own handler. */
final class BusyPace {
    private final Sleeper sleeper;
    private long target;
    private long awake;

    /** What waits, and how late it does. */
    interface Sleeper {
        /** {@link System#nanoTime()}. */
        long nanoTime();

        /** About so long, most often longer. */
        void sleep(long millis);
    }

    private static final Sleeper SYSTEM = new SystemSleeper();

    BusyPace() {
        this(SYSTEM);
    }

    BusyPace(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    /**
     * SQLite has tried, and time that it took counts as with its own handler, time spent here not.
     */
    void attempt(int attempt, long now) {
        target = attempt == 0 ? now : target + (now - awake);
    }

    /**
     * Sleeps for so many milliseconds from the last target; returns the {@link System#nanoTime()}
     * then. Where the machine has no time to wake the thread up, that is late with SQLite's own
     * handler, too, and is not made up for.
     */
    long sleep(int delayMillis) {
        if (delayMillis > 0) {
            target += delayMillis * 1_000_000L;
            long from = sleeper.nanoTime();
            // To the nearest millisecond, which JDK 17 would round up to.
            long millis = (target - from + 500_000) / 1_000_000;
            if (millis > 0) {
                sleeper.sleep(millis);
                awake = sleeper.nanoTime();
                target += Math.max(0, awake - from - millis * 1_000_000);
                return awake;
            }
        }
        awake = sleeper.nanoTime();
        return awake;
    }

    /**
     * Sleeps as native code would: an interrupt neither ends it nor is it lost, and no tool that
     * looks for blocking calls sees it.
     */
    private static final class SystemSleeper implements Sleeper {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(long millis) {
            try {
                UninterruptedWait.sleep(millis);
            } catch (Throwable t) {
                Guard.caught(t);
            }
        }
    }
}
