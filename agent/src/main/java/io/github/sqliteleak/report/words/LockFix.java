package io.github.sqliteleak.report.words;

import io.github.sqliteleak.waits.Evidence;
import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import io.github.sqliteleak.waits.ThreadWait;
import org.jspecify.annotations.Nullable;

/** What to do about waits for a lock, in plain words. */
public final class LockFix {
    private static final String IMMEDIATE = "begin with BEGIN IMMEDIATE, or commit the read first";

    private static final String WAL =
            "set journal_mode=WAL, with which readers and writers do not wait for each other";

    private LockFix() {}

    /** Null when nothing is known that could help. */
    public static @Nullable String of(LockWaitGroup wait) {
        LockCause cause = wait.knownCause();
        if (cause == LockCause.STALE_LOCK_FOLDER) {
            return "remove the folder "
                    + LockCauseWords.lockFolder(wait)
                    + " when no program uses the file; do without vfs=unix-dotfile where the file"
                    + " system has locks of its own";
        }
        String known =
                cause == null ? null : cause == LockCause.OWN_THREAD ? ownThread(wait) : of(cause);
        if (known != null) {
            return known;
        }
        if (wait.resultCodes().contains("SQLITE_BUSY_SNAPSHOT")) {
            return IMMEDIATE;
        }
        if (wait.resultCodes().contains("SQLITE_LOCKED_SHAREDCACHE")) {
            return "do without cache=shared";
        }
        if (wait.holders().isEmpty() && isCopy(cause)) {
            return "copy again when nobody else uses the database";
        }
        if (wait.holders().isEmpty()) {
            return wait.cause() == null
                    ? "raise busy_timeout, if the lock is held for a moment only; else look for"
                            + (wait.database() == null
                                    ? " who else uses one of these databases"
                                    : " another program that uses the file")
                    : null;
        }
        LockHolder holder = wait.holders().get(0);
        ThreadWait waits = holder.threadWait();
        boolean copy = isCopy(cause);
        boolean inVain = cause == LockCause.NOT_WAITED || copy || waits != null;
        String fix =
                ofHolder(
                        holder.knownEvidence(),
                        cursor(wait),
                        inVain ? "" : ", or raise busy_timeout");
        if (cause == LockCause.BACKUP) {
            return "let that copy end first, or raise busy_timeout beyond what it takes";
        }
        return (copy ? "" : before(wait, holder))
                + fix
                + (waits == null ? "" : when(waits))
                + (copy ? ", then copy again" : "");
    }

    private static boolean isCopy(@Nullable LockCause cause) {
        return cause == LockCause.COPY_FAILED || cause == LockCause.RESTORED_NOTHING;
    }

    /** The cure for readers and writers that keep each other waiting. */
    private static String before(LockWaitGroup wait, LockHolder holder) {
        boolean readers =
                wait.knownCause() == LockCause.READERS_WITHOUT_WAL
                        || (wait.waiter().isWithoutWal() && holder.onlyReads());
        return readers ? WAL + "; else " : "";
    }

    private static String when(ThreadWait wait) {
        if (wait.site() == null) {
            return ", on every path: nothing does it any more";
        }
        return wait.forWaiter()
                ? ", before its thread waits for this one: no timeout helps"
                : ", before its thread waits for something else";
    }

    /** Another connection of the same thread is in the way. */
    private static String ownThread(LockWaitGroup wait) {
        LockHolder holder = wait.holders().isEmpty() ? null : wait.holders().get(0);
        Evidence evidence = holder == null ? null : holder.knownEvidence();
        String end =
                evidence == Evidence.OPEN_CURSOR
                        ? "close that result first, or use that connection here, too"
                        : "use that connection here, too, or commit it first";
        return (holder == null ? "" : before(wait, holder)) + end;
    }

    /** Null for a cause whose cure depends on the holder. */
    private static @Nullable String of(LockCause cause) {
        return switch (cause) {
            case STALE_CURSOR, CURSOR_THEN_WRITE ->
                    "close that result, or read it to its end, before writing";
            case STALE_SNAPSHOT, READ_THEN_WRITE -> IMMEDIATE;
            case SHARED_CACHE -> "do without cache=shared";
            case JOURNAL_MODE ->
                    "ask for the same journal_mode everywhere; change it while nobody else has the"
                            + " database open";
            case OWN_RESULT -> "close that result, or read it to its end, before that statement";
            case OWN_TRANSACTION ->
                    "commit or roll back before that statement, with setAutoCommit(true) where"
                            + " setAutoCommit(false) would begin the next transaction at once";
            case SAME_CONNECTION ->
                    "end the connection's own transaction and close its results before that"
                            + " statement";
            case NO_TIMEOUT -> "set busy_timeout in the URL; the driver's own default is 3000 ms";
            case CARRIERS_BLOCKED ->
                    "let fewer virtual threads use the database at a time than there are carriers (a"
                            + " Semaphore, or one writer), or use platform threads for it";
            case CHECKPOINT_PINNED,
                    CHECKPOINT_BEHIND_WRITER,
                    CHECKPOINT_BUSY,
                    BACKUP,
                    COPY_FAILED,
                    RESTORED_NOTHING,
                    OWN_THREAD,
                    READERS_WITHOUT_WAL,
                    STALE_LOCK_FOLDER,
                    NOT_WAITED ->
                    null;
        };
    }

    /** What ends a result that is in the way. */
    private static String cursor(LockWaitGroup wait) {
        if (LockWords.isCheckpoint(wait)) {
            return "close that result, then checkpoint again";
        }
        return wait.waiter().wal() == null
                ? "close that result; with WAL only one of a statement that writes keeps writers"
                        + " waiting"
                : "close that result, or read it to its end";
    }

    private static String ofHolder(@Nullable Evidence evidence, String cursor, String raise) {
        if (evidence == null) {
            return "commit or roll back that transaction sooner" + raise;
        }
        return switch (evidence) {
            case OPEN_CURSOR -> cursor;
            case EXCLUSIVE_MODE ->
                    "do without locking_mode=EXCLUSIVE where several connections use the database";
            case READ_TRANSACTION -> "commit or roll back that transaction sooner";
            case IN_FLIGHT_STATEMENT -> "split up that statement" + raise;
            case COLLECTED_CONNECTION ->
                    "close that connection: nobody can any more, and its lock stays until the end";
            case OTHER_PROCESS -> "find out what that process does" + raise;
            case WRITE_TRANSACTION -> "commit or roll back that transaction sooner" + raise;
        };
    }
}
