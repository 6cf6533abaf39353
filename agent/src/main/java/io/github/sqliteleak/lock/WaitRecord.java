package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.TrackedConnection;

/**
 * A wait that somebody records, from its beginning. Called in the thread that waits; {@link
 * #goesOn} comes while the driver's monitor is held and SQLite waits for an answer: it must not
 * block.
 */
public interface WaitRecord {
    /** The wait lasts until now, and maybe longer. */
    void goesOn();

    /** Whether {@link #ended} would do anything if the wait ended well now. */
    boolean isWanted();

    /** The wait is over. */
    void ended(TrackedConnection waiter, LockWait wait);
}
