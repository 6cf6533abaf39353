package io.github.sqliteleak.report.words;

import io.github.sqliteleak.waits.Evidence;
import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockWaitGroup;
import org.jspecify.annotations.Nullable;

/** What to do about waits for a lock, in plain words. */
public final class LockFix {
    private static final String IMMEDIATE = "begin with BEGIN IMMEDIATE, or commit the read first";

    private LockFix() {}

    /** Null when nothing is known that could help. */
    public static @Nullable String of(LockWaitGroup wait) {
        LockCause cause = wait.knownCause();
        String known = cause == null ? null : of(cause);
        if (known != null) {
            return known;
        }
        if (wait.resultCodes().contains("SQLITE_BUSY_SNAPSHOT")) {
            return IMMEDIATE;
        }
        if (wait.resultCodes().contains("SQLITE_LOCKED_SHAREDCACHE")) {
            return "do without cache=shared";
        }
        if (wait.holders().isEmpty()) {
            return wait.cause() == null
                    ? "raise busy_timeout, if the lock is held for a moment only; else look for"
                            + (wait.database() == null
                                    ? " who else uses one of these databases"
                                    : " another program that uses the file")
                    : null;
        }
        String raise = cause == LockCause.NOT_WAITED ? "" : ", or raise busy_timeout";
        return ofHolder(wait.holders().get(0).knownEvidence(), LockWords.isCheckpoint(wait), raise);
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
            case SAME_CONNECTION ->
                    "end the connection's own transaction and close its results before that"
                            + " statement";
            case NO_TIMEOUT -> "set busy_timeout in the URL; the driver's own default is 3000 ms";
            case CHECKPOINT_PINNED, CHECKPOINT_BEHIND_WRITER, CHECKPOINT_BUSY, NOT_WAITED -> null;
        };
    }

    private static String ofHolder(@Nullable Evidence evidence, boolean checkpoint, String raise) {
        if (evidence == null) {
            return "commit or roll back that transaction sooner" + raise;
        }
        return switch (evidence) {
            case OPEN_CURSOR ->
                    checkpoint
                            ? "close that result, then checkpoint again"
                            : "close that result; with WAL only one of a statement that writes"
                                    + " keeps writers waiting";
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
