package io.github.sqliteleak.registry;

/** A transaction that somebody records, from its beginning. */
public interface TransactionRecord {
    /** It has ended. Comes once, in the thread that ends it; must not block and must not throw. */
    void ended(
            TrackedConnection connection, OpenTransaction transaction, TransactionOutcome outcome);
}
