package io.github.sqliteleak.lock;

import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.system.UninterruptedWait;

/** When SQLite tries again in one wait: when it would with its own handler. */
final class BusyPace {
    private long target;
    private long awake;

    /**
     * SQLite has tried, and time that it took counts as with its own handler, time spent here not.
     */
    void attempt(int attempt, long now) {
        target = attempt == 0 ? now : target + (now - awake);
    }

    /**
     * Sleeps for so many milliseconds from the last target; returns the {@link System#nanoTime()}
     * then.
     */
    long sleep(int delayMillis) {
        if (delayMillis > 0) {
            target += delayMillis * 1_000_000L;
            sleepUntil(target);
        }
        awake = System.nanoTime();
        return awake;
    }

    /**
     * Sleeps as native code would: an interrupt neither ends it nor is it lost, and no tool that
     * looks for blocking calls sees it. To the nearest millisecond, which JDK 17 would round up to;
     * what it is early or late by, the next one is longer or shorter.
     */
    private static void sleepUntil(long nanos) {
        try {
            UninterruptedWait.sleep((nanos - System.nanoTime() + 500_000) / 1_000_000);
        } catch (Throwable t) {
            Guard.caught(t);
        }
    }
}
