package io.github.sqliteleak.toolkit;

/** How a transaction begins. */
public enum TransactionMode {
    /** No lock until the first statement; a write after a read can fail with BUSY_SNAPSHOT. */
    DEFERRED,
    /** Takes the write lock at once, waiting for it up to the busy timeout. */
    IMMEDIATE
}
