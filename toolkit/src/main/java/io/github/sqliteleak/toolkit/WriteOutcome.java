package io.github.sqliteleak.toolkit;

import org.jspecify.annotations.Nullable;

/**
 * How a write ended within its transaction.
 *
 * @param failure what it threw, null when it is written
 */
record WriteOutcome(QueuedWrite write, @Nullable Object value, @Nullable Throwable failure) {
    void complete() {
        if (failure == null) {
            write.succeed(value);
        } else {
            write.fail(failure);
        }
    }
}
