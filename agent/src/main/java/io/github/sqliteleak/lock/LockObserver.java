package io.github.sqliteleak.lock;

import org.jspecify.annotations.Nullable;

/**
 * Is told of waits for locks, in the thread that waits. {@link #waitBegins} and {@link #waiting}
 * come while the driver's monitor is held and SQLite waits for an answer: they must not block.
 */
public interface LockObserver {
    /** A wait begins. What it returns comes back with the wait; null for nothing. */
    @Nullable Object waitBegins();

    /** The wait of this beginning lasts until now, and maybe longer. */
    void waiting(Object beginning);

    /** Whether {@link #waited} would do anything with a wait of this beginning that ended well. */
    boolean isWanted(Object beginning);

    /** A wait is over, or a statement has failed without one; the beginning is null then. */
    void waited(LockWait wait, @Nullable Object beginning);
}
