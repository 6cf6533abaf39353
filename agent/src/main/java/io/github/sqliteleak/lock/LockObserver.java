package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.TrackedConnection;
import org.jspecify.annotations.Nullable;

/**
 * Hears of waits for locks, in the thread that waits. {@link #waitBegins} comes while the driver's
 * monitor is held and SQLite waits for an answer: it must not block.
 */
public interface LockObserver {
    /**
     * A wait begins.
     *
     * @return the record of how it goes on; null for none
     */
    @Nullable WaitRecord waitBegins();

    /** A statement has failed because of a lock, whether it has waited or not. */
    void failed(TrackedConnection waiter, LockWait wait);
}
