package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.sql.StatementKind;
import io.github.sqliteleak.system.ThreadName;
import org.jspecify.annotations.Nullable;

/** A transaction that a connection has open, from its BEGIN or outermost SAVEPOINT. */
public final class OpenTransaction extends TransactionReads {
    private final String sql;
    private final @Nullable CapturedStack beginning;
    private final String thread;
    private final boolean bySavepoint;
    private final StatementKind kind;
    private final long beganNanos;
    private boolean mayHaveEnded;
    private boolean mayHaveLocked;
    private @Nullable String looked;
    private final Savepoints savepoints = new Savepoints();
    private @Nullable TransactionRecord record;
    private int statements;
    private boolean wrote;
    private long wroteNanos;
    private boolean upgraded;

    public OpenTransaction(String sql, @Nullable CapturedStack beginning, boolean bySavepoint) {
        this.sql = sql;
        this.beginning = beginning;
        this.thread = ThreadName.of(Thread.currentThread());
        this.bySavepoint = bySavepoint;
        this.kind = StatementKind.of(sql);
        this.beganNanos = System.nanoTime();
    }

    /** The statement that began it. */
    public String sql() {
        return sql;
    }

    /** Where it began; null with {@code transaction-stacks=off}. */
    public @Nullable CapturedStack beginning() {
        return beginning;
    }

    /**
     * First user frame of {@link #beginning}, looked up once; null with {@code
     * transaction-stacks=off}.
     */
    public @Nullable String beginSite() {
        return beginning == null ? null : beginning.site();
    }

    /** Name of the thread that began it. */
    public String thread() {
        return thread;
    }

    /** True once it has run a statement that writes. */
    public boolean wrote() {
        return wrote;
    }

    /**
     * True when it began without the write lock, read the database, and only then ran a statement
     * that writes: what it has read may be stale by then, which no waiting mends.
     */
    public boolean upgraded() {
        return upgraded;
    }

    void readStacks() {
        CapturedStack.readIfThere(beginning);
        readReadingStacks();
    }

    /** {@code deferred}, {@code immediate}, {@code exclusive}, or {@code savepoint}. */
    public String mode() {
        if (bySavepoint) {
            return "savepoint";
        }
        return switch (kind) {
            case BEGIN_IMMEDIATE -> "immediate";
            case BEGIN_EXCLUSIVE -> "exclusive";
            default -> "deferred";
        };
    }

    /** True when beginning it took no lock. */
    public boolean isDeferred() {
        return bySavepoint || kind == StatementKind.BEGIN_DEFERRED;
    }

    /** {@link System#nanoTime()} when it began. */
    public long beganNanos() {
        return beganNanos;
    }

    /** {@link System#nanoTime()} when it came to have the write lock, as far as that is known. */
    public long lockedNanos() {
        return wroteNanos == 0 ? beganNanos : wroteNanos;
    }

    /** {@link System#nanoTime()} when it first read, or began where that is not known. */
    public long readNanos() {
        long read = firstReadNanos();
        return read == 0 ? beganNanos : read;
    }

    /** True when it has the write lock for sure. */
    public boolean hasLocked() {
        return !mayHaveEnded && (wrote || !isDeferred());
    }

    /** True when it may have the write lock, which takes other evidence. */
    public boolean mayHaveLocked() {
        return mayHaveLocked || wrote || !isDeferred();
    }

    /** True when it may have a read lock, which takes other evidence. */
    public boolean mayHaveReadLock() {
        return readSql() != null || mayHaveRead() || mayHaveLocked();
    }

    /** A statement was run that may have taken the write lock. */
    public void markMayHaveLocked() {
        mayHaveLocked = true;
    }

    /** SQLite may have ended it by itself. */
    public void markMayHaveEnded() {
        mayHaveEnded = true;
    }

    /** Something has happened which happens in a transaction only: SQLite has not ended it. */
    public void markNotEnded() {
        mayHaveEnded = false;
    }

    /** True when a statement that reads would be the first one to take a lock. */
    public boolean isUntouched() {
        return readSql() == null && !wrote && isDeferred();
    }

    /**
     * Whether this text is another one than at the last call: a prepared query that runs again and
     * again is to be looked at once.
     */
    @SuppressWarnings({"ReferenceEquality", "StringEquality"})
    public boolean isNewText(String sql) {
        boolean other = looked != sql;
        looked = sql;
        return other;
    }

    /** The application's statements that have run in it, but for those that begin or end one. */
    public int statements() {
        return statements;
    }

    public void ran(StatementKind statement) {
        if (!statement.controlsTransaction()) {
            statements++;
        }
    }

    /** The record that hears of its end, once; null for none. */
    public void record(@Nullable TransactionRecord observed) {
        record = observed;
    }

    /** The transaction of the connection has ended, if it has one. */
    public static void end(TrackedConnection connection, TransactionOutcome outcome) {
        OpenTransaction open = connection.transaction();
        connection.transaction(null);
        if (open != null) {
            open.ended(connection, outcome);
        }
    }

    /** It has ended, or is about to be closed with its connection. */
    public void ended(TrackedConnection connection, TransactionOutcome outcome) {
        TransactionRecord observed = record;
        if (observed != null) {
            record = null;
            observed.ended(connection, this, outcome);
        }
    }

    /** A statement was run that writes. */
    public void markWritten() {
        if (!wrote && readSql() != null) {
            upgraded = true;
        }
        if (!wrote && isDeferred()) {
            wroteNanos = System.nanoTime();
        }
        wrote = true;
    }

    public Savepoints savepoints() {
        return savepoints;
    }

    /** Takes the savepoint and all above it away; true when that ended the transaction. */
    public boolean release(String name) {
        return savepoints.release(name) && bySavepoint && savepoints.areNone();
    }
}
