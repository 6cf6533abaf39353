package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import org.jspecify.annotations.Nullable;

/** What a transaction has read, as far as that is known: the part that a snapshot depends on. */
public abstract class TransactionReads {
    private @Nullable String readSql;
    private @Nullable CapturedStack reading;
    private @Nullable String possibleReadSql;
    private @Nullable CapturedStack possibleReading;
    private int possibleReads;
    private long readNanos;

    TransactionReads() {}

    void readReadingStacks() {
        CapturedStack.readIfThere(reading);
        CapturedStack.readIfThere(possibleReading);
    }

    /** {@link System#nanoTime()} when it first read; 0 when not known. */
    long firstReadNanos() {
        return readNanos;
    }

    /**
     * The first statement that has read the database for sure, before anything was written, if the
     * transaction is deferred: it took the snapshot.
     */
    public @Nullable String readSql() {
        return readSql;
    }

    /** Where {@link #readSql} was run; null with {@code transaction-stacks=off}. */
    public @Nullable CapturedStack reading() {
        return reading;
    }

    /**
     * As {@link #readSql}, in a transaction that is known to have a snapshot: without a statement
     * that has read for sure, the only one that may have.
     */
    public @Nullable String snapshotSql() {
        return readSql == null && possibleReads == 1 ? possibleReadSql : readSql;
    }

    /** Where {@link #snapshotSql} was run; null with {@code transaction-stacks=off}. */
    public @Nullable CapturedStack snapshotReading() {
        return readSql == null && possibleReads == 1 ? possibleReading : reading;
    }

    public void markRead(String statement, @Nullable CapturedStack where) {
        readSql = statement;
        reading = where;
        readNanos = System.nanoTime();
    }

    public void markPossibleRead(String statement, @Nullable CapturedStack where) {
        // The same text reads at its first run or never.
        if (!statement.equals(possibleReadSql) && possibleReads++ == 0) {
            possibleReadSql = statement;
            possibleReading = where;
            readNanos = readNanos == 0 ? System.nanoTime() : readNanos;
        }
    }

    public boolean mayHaveRead() {
        return possibleReads > 0;
    }
}
