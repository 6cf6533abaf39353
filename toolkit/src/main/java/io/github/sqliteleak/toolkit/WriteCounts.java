package io.github.sqliteleak.toolkit;

import java.util.concurrent.atomic.AtomicLong;

/** How many writes of a queue have come to their end, and how. */
final class WriteCounts {
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong cancelled = new AtomicLong();

    void add(WriteOutcome outcome) {
        counter(outcome).incrementAndGet();
    }

    private AtomicLong counter(WriteOutcome outcome) {
        if (outcome.isNotWanted()) {
            return cancelled;
        }
        return outcome.failure() == null ? written : failed;
    }

    long written() {
        return written.get();
    }

    long failed() {
        return failed.get();
    }

    long cancelled() {
        return cancelled.get();
    }
}
