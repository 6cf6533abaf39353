package io.github.sqliteleak.toolkit;

import java.time.Duration;
import java.time.Instant;

/**
 * When, where and by whom a connection was taken.
 *
 * @param nanoTime of {@link System#nanoTime()}, for durations
 */
record Opening(boolean writer, Thread thread, Instant since, long nanoTime, String site) {
    static Opening now(boolean writer) {
        return new Opening(
                writer,
                Thread.currentThread(),
                Instant.now(),
                System.nanoTime(),
                CallSite.current());
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** The name, or the id of a thread without one, as virtual threads are. */
    String threadName() {
        String name = thread.getName();
        return name.isEmpty() ? thread.toString() : name;
    }
}
