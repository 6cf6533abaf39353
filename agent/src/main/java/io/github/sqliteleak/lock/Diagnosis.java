package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.CallStack;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import org.jspecify.annotations.Nullable;

/**
 * What caused a failure besides somebody's lock.
 *
 * @param site where that was run
 * @param sql the statement that was run there
 * @see <a href="https://www.sqlite.org/rescode.html#busy_snapshot">SQLITE_BUSY_SNAPSHOT</a>
 * @see <a href="https://www.sqlite.org/c3ref/busy_handler.html">When a busy handler is not
 *     called</a>
 */
record Diagnosis(@Nullable LockCause cause, @Nullable String site, @Nullable String sql) {
    static final Diagnosis NONE = new Diagnosis(null, null, null);

    static Diagnosis of(PendingWait wait, int code, int stackDepth) {
        if (code == ResultCodes.BUSY_SNAPSHOT) {
            return read(LockCause.STALE_SNAPSHOT, wait.waiter, stackDepth);
        }
        if (code == ResultCodes.LOCKED_SHAREDCACHE) {
            return new Diagnosis(LockCause.SHARED_CACHE, null, null);
        }
        if (code != ResultCodes.BUSY) {
            return NONE;
        }
        if (wait.operation == Operation.CHECKPOINT) {
            return new Diagnosis(checkpoint(wait), null, null);
        }
        if (wait.retries() == 0 && !wait.gaveUp()) {
            return withoutWait(wait, stackDepth);
        }
        return NONE;
    }

    private static LockCause checkpoint(PendingWait wait) {
        if (wait.isHeldByReader()) {
            return LockCause.CHECKPOINT_PINNED;
        }
        return wait.isHeldByWriter()
                ? LockCause.CHECKPOINT_BEHIND_WRITER
                : LockCause.CHECKPOINT_BUSY;
    }

    /** SQLite did not call the busy handler. */
    private static Diagnosis withoutWait(PendingWait wait, int stackDepth) {
        if (wait.waiter.busyHandling() instanceof BusyHandling handling && handling.hasNone()) {
            return new Diagnosis(LockCause.NO_TIMEOUT, null, null);
        }
        Diagnosis read = read(LockCause.READ_THEN_WRITE, wait.waiter, stackDepth);
        return read.sql() == null && read.site() == null ? NONE : read;
    }

    /** The read by which the connection came to its snapshot, in a transaction or by a cursor. */
    private static Diagnosis read(LockCause cause, TrackedConnection waiter, int stackDepth) {
        OpenTransaction transaction = waiter.transaction();
        if (transaction != null && transaction.snapshotSql() != null) {
            Throwable read = transaction.snapshotReading();
            return transaction.wrote()
                    ? new Diagnosis(cause, null, null)
                    : new Diagnosis(
                            cause,
                            read == null ? null : CallStack.of(read, stackDepth).site(),
                            transaction.snapshotSql());
        }
        TrackedStatement open = waiter.readingStatement();
        if (open != null && (transaction == null || !transaction.wrote())) {
            Throwable prepared = open.preparing();
            return new Diagnosis(
                    cause == LockCause.STALE_SNAPSHOT
                            ? LockCause.STALE_CURSOR
                            : LockCause.CURSOR_THEN_WRITE,
                    prepared == null ? null : CallStack.of(prepared, stackDepth).site(),
                    open.sql());
        }
        return new Diagnosis(cause, null, null);
    }
}
