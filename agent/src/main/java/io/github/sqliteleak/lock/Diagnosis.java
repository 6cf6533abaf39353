package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.BusyState;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.sql.BusyTimeoutPragma;
import io.github.sqliteleak.sql.PragmaText;
import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.Operation;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What caused a failure besides somebody's lock.
 *
 * @param stack of where that was run; null when not known
 * @param sql the statement that was run there
 * @see <a href="https://www.sqlite.org/rescode.html#busy_snapshot">SQLITE_BUSY_SNAPSHOT</a>
 * @see <a href="https://www.sqlite.org/c3ref/busy_handler.html">When a busy handler is not
 *     called</a>
 */
record Diagnosis(@Nullable LockCause cause, @Nullable CapturedStack stack, @Nullable String sql) {
    static final Diagnosis NONE = new Diagnosis(null, null, null);

    /** Where that was run, by the names of classes; null when not known. */
    @Nullable String site() {
        return stack == null ? null : stack.site();
    }

    static Diagnosis of(PendingWait wait, int code) {
        DatabaseFile copied = wait.copied();
        if (copied != null) {
            LockCause known = wait.copyCause();
            return new Diagnosis(
                    known == null ? LockCause.COPY_FAILED : known, null, copied.display());
        }
        if (wait.atEnd().stream().anyMatch(Hold::isOfCopy)) {
            return new Diagnosis(LockCause.BACKUP, null, null);
        }
        if (code == ResultCodes.BUSY_SNAPSHOT) {
            return read(LockCause.STALE_SNAPSHOT, wait.waiter);
        }
        if (code == ResultCodes.BUSY && isJournalMode(wait)) {
            return new Diagnosis(LockCause.JOURNAL_MODE, null, null);
        }
        if (isOwnThread(wait, code)) {
            return new Diagnosis(LockCause.OWN_THREAD, null, null);
        }
        if (wait.areCarriersBlocked() && wait.retries() > 0) {
            return new Diagnosis(LockCause.CARRIERS_BLOCKED, null, null);
        }
        boolean locked = (code & 0xFF) == ResultCodes.LOCKED;
        // Old drivers report SQLITE_LOCKED alone.
        if (code == ResultCodes.LOCKED_SHAREDCACHE || (locked && SharedCache.isOf(wait.waiter))) {
            return new Diagnosis(LockCause.SHARED_CACHE, null, null);
        }
        if (locked) {
            return ownLock(wait.waiter);
        }
        if (code != ResultCodes.BUSY) {
            return NONE;
        }
        if (wait.holders().isEmpty() && DotFile.isThere(wait.waiter)) {
            return new Diagnosis(LockCause.STALE_LOCK_FOLDER, null, null);
        }
        if (wait.operation == Operation.CHECKPOINT) {
            return new Diagnosis(checkpoint(wait), null, null);
        }
        if (wait.retries() == 0 && !wait.gaveUp()) {
            return withoutWait(wait);
        }
        return lacksWal(wait) ? new Diagnosis(LockCause.READERS_WITHOUT_WAL, null, null) : NONE;
    }

    /** Whether another connection that the same thread has used last is in the way. */
    private static boolean isOwnThread(PendingWait wait, int code) {
        boolean shared = SharedCache.isOf(wait.waiter);
        if (!ResultCodes.isHeldByOthers(code, shared)
                || wait.operation == Operation.CHECKPOINT
                || (shared && wait.operation == Operation.READ)) {
            return false;
        }
        return wait.atEnd().stream().anyMatch(hold -> hold.isOf(wait.thread()));
    }

    /** Whether a reader waits for a writer, or a writer for a reader, which no WAL would let be. */
    private static boolean lacksWal(PendingWait wait) {
        Boolean wal = wait.wal();
        List<Hold> holds = wait.atEnd();
        return wal != null
                && !wal
                && !holds.isEmpty()
                && (wait.operation == Operation.READ
                        ? holds.stream().anyMatch(Hold::isOfWriter)
                        : holds.stream().allMatch(Hold::isOfReader));
    }

    private static LockCause checkpoint(PendingWait wait) {
        if (wait.isHeldByReader()) {
            return LockCause.CHECKPOINT_PINNED;
        }
        return wait.isHeldByWriter()
                ? LockCause.CHECKPOINT_BEHIND_WRITER
                : LockCause.CHECKPOINT_BUSY;
    }

    /** Outside a shared cache, SQLITE_LOCKED comes from the same connection. */
    private static Diagnosis ownLock(TrackedConnection waiter) {
        TrackedStatement open = ownResult(waiter);
        return open == null
                ? new Diagnosis(LockCause.SAME_CONNECTION, null, null)
                : new Diagnosis(LockCause.OWN_RESULT, open.preparing(), open.sql());
    }

    /** The open result of a connection of which it is known that it has one that reads. */
    private static @Nullable TrackedStatement ownResult(TrackedConnection waiter) {
        TrackedStatement open = waiter.readingStatement();
        List<TrackedStatement> possible = waiter.possiblyReading();
        return open == null && possible.size() == 1 ? possible.get(0) : open;
    }

    /** Whether it failed to change the journal mode, for which SQLite does not wait. */
    private static boolean isJournalMode(PendingWait wait) {
        BusyState handling = wait.waiter.busyHandling();
        return wait.retries() == 0
                && !wait.gaveUp()
                && handling != null
                && changesJournalMode(wait, handling.hasNone());
    }

    /** SQLite did not call the busy handler. */
    private static Diagnosis withoutWait(PendingWait wait) {
        BusyState handling = wait.waiter.busyHandling();
        if (handling != null && handling.hasNone()) {
            return new Diagnosis(LockCause.NO_TIMEOUT, null, null);
        }
        Diagnosis read = read(LockCause.READ_THEN_WRITE, wait.waiter);
        if (read.sql() != null || read.stack() != null) {
            return read;
        }
        return isPatient(wait) ? new Diagnosis(LockCause.NOT_WAITED, null, null) : NONE;
    }

    /** What uses the busy timeout runs with SQLite's own handler, whose waits nobody sees. */
    private static boolean isPatient(PendingWait wait) {
        String sql = wait.sql;
        return wait.busyTimeoutMillis > 0 && (sql == null || !BusyTimeoutPragma.isUsedIn(sql));
    }

    /**
     * Whether it is a change for which SQLite does not wait: from WAL, for others that have the
     * database open; to WAL, for one that writes. For readers it would wait, with a timeout.
     */
    private static boolean changesJournalMode(PendingWait wait, boolean noTimeout) {
        String setting =
                wait.operation == Operation.PRAGMA && wait.sql != null
                        ? PragmaText.setting(wait.sql)
                        : null;
        if (setting == null || !setting.startsWith("journal_mode=")) {
            return false;
        }
        Path path = wait.waiter.database().path();
        boolean leavesWal =
                !setting.equals("journal_mode=wal") && path != null && DatabaseFiles.hasWal(path);
        return leavesWal || (!noTimeout && isPatient(wait));
    }

    /** The read by which the connection came to its snapshot, in a transaction or by a cursor. */
    private static Diagnosis read(LockCause cause, TrackedConnection waiter) {
        OpenTransaction transaction = waiter.transaction();
        if (transaction != null && transaction.snapshotSql() != null) {
            CapturedStack read = transaction.snapshotReading();
            return transaction.wrote()
                    ? new Diagnosis(cause, null, null)
                    : new Diagnosis(cause, read, transaction.snapshotSql());
        }
        boolean stale = cause == LockCause.STALE_SNAPSHOT;
        TrackedStatement open = stale ? ownResult(waiter) : waiter.readingStatement();
        if (open != null && (transaction == null || !transaction.wrote())) {
            return new Diagnosis(
                    stale ? LockCause.STALE_CURSOR : LockCause.CURSOR_THEN_WRITE,
                    open.preparing(),
                    open.sql());
        }
        return new Diagnosis(cause, null, null);
    }
}
