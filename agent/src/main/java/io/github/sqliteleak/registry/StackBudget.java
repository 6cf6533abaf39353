package io.github.sqliteleak.registry;

/**
 * How many stacks may be captured: so many at once, and then one in each span of time. A stack
 * takes longer than what it is captured for, where that is done many thousand times a second.
 *
 * <p>Unsynchronised on purpose: threads that ask at the same moment may get one stack too many or
 * too few.
 */
final class StackBudget {
    private final long nanosEach;
    private final long nanosAtOnce;
    private boolean used;
    private long spentUntil;

    /**
     * @param atOnce so many when none was captured for long
     * @param nanosEach the time after which there is another one
     */
    StackBudget(int atOnce, long nanosEach) {
        this.nanosEach = nanosEach;
        this.nanosAtOnce = (atOnce - 1) * nanosEach;
    }

    /**
     * Whether one may be captured; then it is counted.
     *
     * @param now in {@link System#nanoTime()}, perhaps a little late
     */
    boolean take(long now) {
        long ahead = used ? spentUntil - now : 0;
        if (ahead > nanosAtOnce) {
            return false;
        }
        used = true;
        spentUntil = now + Math.max(ahead, 0) + nanosEach;
        return true;
    }
}
