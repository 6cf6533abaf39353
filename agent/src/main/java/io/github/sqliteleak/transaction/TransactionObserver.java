package io.github.sqliteleak.transaction;

import io.github.sqliteleak.registry.TransactionRecord;
import org.jspecify.annotations.Nullable;

/**
 * Hears of each transaction that begins, in the thread that begins it. Only there while somebody
 * records; must be quick, must not block and must not throw.
 */
public interface TransactionObserver {
    /**
     * A transaction has begun.
     *
     * @return the record of the transaction; null for none
     */
    @Nullable TransactionRecord transactionBegan();
}
