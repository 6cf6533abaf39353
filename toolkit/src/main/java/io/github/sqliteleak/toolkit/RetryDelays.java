package io.github.sqliteleak.toolkit;

import java.time.Duration;

/**
 * The pauses between attempts: the first one, doubled after each further failure up to the longest,
 * less a random part of up to half.
 *
 * @param first after the first failure, not negative
 * @param longest the most, not negative
 */
public record RetryDelays(Duration first, Duration longest) {
    public RetryDelays {
        Durations.notNegative(first, "first");
        Durations.notNegative(longest, "longest");
    }

    /**
     * The longest pause after so many failures; the shortest is half of it.
     *
     * @param failures from 1
     */
    public Duration after(int failures) {
        Duration delay = first;
        for (int i = 1; i < failures && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longest) < 0 ? delay : longest;
    }

    /**
     * The pause that is made.
     *
     * @param failures from 1
     * @param random from 0, for the shortest, to 1, for the longest
     */
    public Duration after(int failures, double random) {
        return Duration.ofNanos((long) (after(failures).toNanos() * (0.5 + 0.5 * random)));
    }
}
