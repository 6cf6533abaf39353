package io.github.sqliteleak.lock;

/**
 * How long SQLite's own busy handler sleeps before each new attempt, so that a wait in Java ends
 * when it would have ended without the agent.
 *
 * @see <a href="https://www.sqlite.org/c3ref/busy_timeout.html">Set A Busy Timeout</a>
 */
final class BusyDelays {
    private static final int[] DELAYS = {1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100};
    private static final int[] BEFORE = new int[DELAYS.length];

    static {
        for (int i = 1; i < DELAYS.length; i++) {
            BEFORE[i] = BEFORE[i - 1] + DELAYS[i - 1];
        }
    }

    private BusyDelays() {}

    /**
     * The next delay in milliseconds; 0 to give up.
     *
     * @param attempt of the same wait, from 0
     * @param timeoutMillis over all delays
     */
    static int delay(int attempt, int timeoutMillis) {
        int last = DELAYS.length - 1;
        int at = Math.min(attempt, last);
        long before = BEFORE[at] + (long) DELAYS[last] * (attempt - at);
        return (int) Math.max(0, Math.min(DELAYS[at], timeoutMillis - before));
    }
}
