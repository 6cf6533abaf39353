package io.github.sqliteleak.registry;

import io.github.sqliteleak.sql.ReadCertainty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the statements of a connection say about the locks that it has: the transaction that is
 * open, a result that keeps one, the locking mode, and which databases it may be about. Written as
 * {@link HandleActivity} is.
 */
public abstract class LockState {
    private @Nullable OpenTransaction transaction;
    private boolean transactionUncertain;
    private @Nullable String failedBegin;
    private @Nullable String beginMode;
    private final OtherSchemas otherSchemas = new OtherSchemas();
    private boolean usedTables;
    private @Nullable WriteCursor writeCursor;
    private @Nullable ExclusiveMode exclusiveMode;

    LockState() {}

    /**
     * What others still ask of it is text from now on.
     *
     * @param before only what has lasted since this {@link System#nanoTime()}
     */
    void readStacks(long before) {
        OpenTransaction open = transaction;
        if (open != null && open.beganNanos() - before < 0) {
            open.readStacks();
        }
        WriteCursor cursor = writeCursor;
        if (cursor != null && cursor.beganNanos() - before < 0) {
            cursor.readStacks();
        }
        ExclusiveMode mode = exclusiveMode;
        if (mode != null) {
            mode.readStacks();
        }
    }

    void forgetLocks() {
        transaction = null;
        writeCursor = null;
        exclusiveMode = null;
    }

    public OtherSchemas otherSchemas() {
        return otherSchemas;
    }

    /**
     * True while another database is attached: which of them a statement locks is not known. SQLite
     * detaches none that a transaction or a result still uses.
     */
    public boolean hasAttached() {
        return otherSchemas.hasAttached();
    }

    /** What is attached; null when that is not known of all. */
    public @Nullable List<DatabaseFile> attachedFiles() {
        return otherSchemas.attachedFiles();
    }

    /** Whether a query has SQLite read the database that the connection was opened on, for sure. */
    public boolean readsForSure(String sql) {
        return otherSchemas.readBy(sql) == ReadCertainty.SURE;
    }

    /** Whether a statement that writes does so to that database, for sure. */
    public boolean writesForSure(String sql) {
        return !hasAttached() && !otherSchemas.writesTemporary(sql);
    }

    /** What holds the write lock outside a transaction; null for nothing. */
    public @Nullable WriteCursor writeCursor() {
        return writeCursor;
    }

    public void writeCursor(@Nullable WriteCursor open) {
        writeCursor = open;
    }

    /** Null unless {@code locking_mode} is EXCLUSIVE. */
    public @Nullable ExclusiveMode exclusiveMode() {
        return exclusiveMode;
    }

    public void exclusiveMode(@Nullable ExclusiveMode mode) {
        exclusiveMode = mode;
    }

    /** A statement is there that names a table of the file, which has SQLite open it. */
    public void markUsedTables() {
        usedTables = true;
    }

    public boolean hasUsedTables() {
        return usedTables;
    }

    public @Nullable OpenTransaction transaction() {
        return transaction;
    }

    public void transaction(@Nullable OpenTransaction open) {
        transaction = open;
        transactionUncertain = false;
        if (open != null && failedBegin != null) {
            failedBegin = null;
        }
    }

    /**
     * What has failed to begin a transaction that the driver takes for open, and where; null when
     * there is no such thing.
     */
    public @Nullable String failedBegin() {
        return failedBegin;
    }

    public void failedBegin(@Nullable String failed) {
        failedBegin = failed;
    }

    /**
     * How transactions were to begin by URL or properties; null for as SQLite does, and once it was
     * said that a transaction began otherwise.
     */
    public @Nullable String beginMode() {
        return beginMode;
    }

    public void beginMode(@Nullable String mode) {
        beginMode = mode;
    }

    /** True when SQLite may have ended the transaction by itself, or a script failed half-way. */
    public boolean isTransactionUncertain() {
        return transactionUncertain;
    }

    public void markTransactionUncertain() {
        transactionUncertain = true;
    }
}
