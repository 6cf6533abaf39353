package io.github.sqliteleak.system;

import java.time.Duration;

/**
 * A point in time up to which work may go on.
 *
 * @param nanos in {@link System#nanoTime()}
 */
public record Deadline(long nanos) {
    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** What is left in milliseconds, 0 when it has passed. */
    public long millisLeft() {
        return Math.max(0, (nanos - System.nanoTime() + 999_999) / 1_000_000);
    }

    /** What is left, 0 when it has passed. */
    public long nanosLeft() {
        return Math.max(0, nanos - System.nanoTime());
    }

    public boolean hasPassed() {
        return System.nanoTime() - nanos >= 0;
    }

    /** The earlier of this one and one that is so far from now. */
    public Deadline atMost(Duration fromNow) {
        Deadline other = in(fromNow);
        return other.nanos - nanos < 0 ? other : this;
    }
}
