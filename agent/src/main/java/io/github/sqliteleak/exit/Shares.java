package io.github.sqliteleak.exit;

import io.github.sqliteleak.system.Deadline;
import java.time.Duration;

/**
 * Until when each step of the exit may go on, as parts of the time there is, counted from its
 * beginning: what one step does not need, the next ones have. What is behind the last one is for
 * the report.
 */
final class Shares {
    private static final double SETTLE = 0.7;
    private static final double RECONCILE = 0.75;
    private static final double DESCRIBE = 0.79;
    private static final double LOOK = 0.82;
    private static final double CLOSE = 0.88;
    private static final double CHECKPOINT = 0.94;

    private final long begunNanos;
    private final long timeoutNanos;

    Shares(long begunNanos, Duration timeout) {
        this.begunNanos = begunNanos;
        this.timeoutNanos = timeout.toNanos();
    }

    /** Waiting for the application's hooks: most of it, since a wrong verdict is worst. */
    Deadline settle() {
        return part(SETTLE);
    }

    /** Asking the driver which connections are closed. */
    Deadline reconcile() {
        return part(RECONCILE);
    }

    /** Describing what the leaked connections hold. */
    Deadline describe() {
        return part(DESCRIBE);
    }

    /** Looking at the files of the databases. */
    Deadline look() {
        return part(LOOK);
    }

    Deadline close() {
        return part(CLOSE);
    }

    Deadline checkpoint() {
        return part(CHECKPOINT);
    }

    Deadline end() {
        return part(1);
    }

    private Deadline part(double share) {
        return new Deadline(begunNanos + (long) (timeoutNanos * share));
    }
}
