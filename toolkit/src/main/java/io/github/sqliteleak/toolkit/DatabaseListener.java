package io.github.sqliteleak.toolkit;

import java.time.Duration;

/**
 * Hears what a database and its write queues do, for figures. Called on the threads that work, so
 * it must be quick, safe for several threads, and throw nothing.
 */
public interface DatabaseListener {
    /** Hears nothing. */
    DatabaseListener NONE = new DatabaseListener() {};

    /**
     * The writer was given back.
     *
     * @param waited how long it was waited for
     * @param held how long it was held
     * @param waiting how many threads wait for it now
     */
    default void writerUsed(Duration waited, Duration held, int waiting) {}

    /**
     * The writer was not to be had in time.
     *
     * @param waited how long it was waited for
     */
    default void writerTimedOut(Duration waited) {}

    /**
     * A write queue has committed a batch.
     *
     * @param writes how many it wrote
     * @param took how long that took, with the wait for the writer
     * @param depth how many writes wait in the queue now
     */
    default void batchWritten(int writes, Duration took, int depth) {}

    /**
     * A write queue has met a lock, and tries its batch again.
     *
     * @param attempt the one that failed, from 1
     */
    default void batchRetried(int attempt) {}
}
