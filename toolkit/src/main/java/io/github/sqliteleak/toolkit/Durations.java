package io.github.sqliteleak.toolkit;

import java.time.Duration;
import java.util.Locale;

/** Durations for people and for {@code java.util.concurrent}. */
final class Durations {
    private Durations() {}

    /** Seconds with one decimal below ten and three below one. */
    static String seconds(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        return String.format(Locale.ROOT, seconds < 1 ? "%.3f" : "%.1f", seconds);
    }

    /** Nanoseconds, at least 0; the largest long for what is longer than 292 years. */
    static long nanos(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        try {
            return duration.toNanos();
        } catch (ArithmeticException forever) {
            return Long.MAX_VALUE;
        }
    }

    /** A duration that an option can have. */
    static Duration positive(Duration duration, String option) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(option + " must be longer than 0: " + duration);
        }
        return duration;
    }

    static Duration notNegative(Duration duration, String option) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(option + " must not be negative: " + duration);
        }
        return duration;
    }
}
