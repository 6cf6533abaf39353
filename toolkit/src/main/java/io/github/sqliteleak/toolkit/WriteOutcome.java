package io.github.sqliteleak.toolkit;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * How a write ended within its transaction.
 *
 * @param failure what it threw, null when it is written
 * @param isNotWanted whether it was cancelled before its turn
 */
record WriteOutcome(
        QueuedWrite write,
        @Nullable Object value,
        @Nullable Throwable failure,
        boolean isNotWanted) {
    WriteOutcome(QueuedWrite write, @Nullable Object value, @Nullable Throwable failure) {
        this(write, value, failure, false);
    }

    /** Of a write that was cancelled before its turn, and is not done. */
    static WriteOutcome notWanted(QueuedWrite write) {
        return new WriteOutcome(write, null, new CancellationException(), true);
    }

    void complete() {
        if (failure == null) {
            write.succeed(value);
        } else {
            write.fail(failure);
        }
    }
}
