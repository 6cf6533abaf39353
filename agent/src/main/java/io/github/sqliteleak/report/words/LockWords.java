package io.github.sqliteleak.report.words;

import io.github.sqliteleak.waits.Evidence;
import io.github.sqliteleak.waits.HolderShare;
import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import io.github.sqliteleak.waits.ThreadWait;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened at a lock, who held it and what to do about it, in plain words. */
public final class LockWords {
    public static final String UNKNOWN_DATABASE = "not known: the connection has others attached";

    private LockWords() {}

    public static String title(LockWaitGroup wait) {
        int failed = wait.timedOut();
        if (failed == 0) {
            return "waited for a lock: "
                    + Words.count(wait.count(), "statement")
                    + ", "
                    + duration(wait.totalMillis())
                    + " in all, "
                    + duration(wait.maxMillis())
                    + " at most";
        }
        String more = wait.count() == failed ? "" : ", " + (wait.count() - failed) + " more waited";
        if (wait.knownCause() == LockCause.RESTORED_NOTHING) {
            return "restored nothing: " + Words.count(failed, "time") + more;
        }
        if (isOwnWork(wait)) {
            return "failed because of the connection's own work: "
                    + Words.count(failed, "statement")
                    + more;
        }
        return isCheckpoint(wait)
                ? "checkpoint stayed busy: " + Words.count(failed, "time") + more
                : "database is locked: " + Words.count(failed, "statement") + " failed" + more;
    }

    /** Whether the error is none of a lock by its code. */
    private static boolean isOwnWork(LockWaitGroup wait) {
        return wait.resultCodes().equals(List.of("SQLITE_ERROR"));
    }

    /** Whether it was a checkpoint that could not do all its work. */
    public static boolean isCheckpoint(LockWaitGroup wait) {
        LockCause cause = wait.knownCause();
        return cause != null && cause.isOfCheckpoint();
    }

    /**
     * Why nobody is named; nothing is said of where nobody was looked for.
     *
     * @param jvm this or that
     */
    public static String noHolder(LockWaitGroup wait, String jvm) {
        if (wait.cause() != null) {
            return "not known";
        }
        return wait.database() == null
                ? "not known, since the connection has databases attached, and nothing shows"
                        + " which of them it waited for"
                : "not known: nobody was found in " + jvm + " JVM, nor, on Linux, in others";
    }

    /** The first of them, and how many more there are. */
    public static String holders(LockWaitGroup wait) {
        if (wait.holders().isEmpty()) {
            return "not known";
        }
        int more = wait.holders().size() - 1;
        return holder(wait.holders().get(0)) + (more == 0 ? "" : " and " + more + " more");
    }

    public static String holder(LockHolder holder) {
        String by = holder.thread() == null ? "" : " by thread \"" + holder.thread() + "\"";
        String at = holder.site() == null ? "" : " at " + holder.site();
        Long held = holder.heldMillis();
        String id = "connection " + holder.connectionId();
        String since = held == null ? "" : " for " + duration(held);
        Evidence evidence = holder.knownEvidence();
        if (evidence == null) {
            return holder.connectionId() == null ? process(holder) : id + since + at + by;
        }
        return switch (evidence) {
            case OTHER_PROCESS -> process(holder);
            case OPEN_CURSOR -> id + since + ", with " + result(holder) + at + by;
            case EXCLUSIVE_MODE ->
                    id
                            + since
                            + ", in locking_mode=EXCLUSIVE, which keeps its locks, set"
                            + at
                            + by;
            case IN_FLIGHT_STATEMENT ->
                    id
                            + ", with a statement that was running"
                            + (holder.sql() == null ? "" : ", `" + holder.sql() + "`")
                            + at
                            + by;
            case COLLECTED_CONNECTION ->
                    id
                            + ", garbage-collected while it held the lock"
                            + (at.isEmpty() && by.isEmpty() ? "" : ", taken" + at + by);
            case READ_TRANSACTION -> id + since + ", in a transaction that read" + at + by;
            case WRITE_TRANSACTION -> id + since + ", in a write transaction begun" + at + by;
        };
    }

    private static String result(LockHolder holder) {
        String sql = holder.sql();
        String run = holder.site() == null ? "" : "run";
        if (sql == null) {
            return "a result that was not read to its end"
                    + (run.isEmpty() ? "" : ", of a statement " + run);
        }
        return "a result that was not read to its end, of `"
                + sql
                + "`"
                + (run.isEmpty() ? "" : ", " + run);
    }

    /** How much of the wait it was; null where that is all of it, or not known. */
    public static @Nullable String share(LockWaitGroup wait, LockHolder holder) {
        HolderShare share = holder.share();
        boolean all = wait.holders().size() == 1 || wait.knownCause() == LockCause.OWN_THREAD;
        if (share == null || all) {
            return null;
        }
        String part = "had it for " + share.millis() + " of " + wait.totalMillis() + " ms waited";
        if (share.atEnd() == 0) {
            return part;
        }
        return part
                + ", and when "
                + (wait.timedOut() == 1
                        ? "the statement failed"
                        : share.atEnd() + " of the " + wait.timedOut() + " failed");
    }

    /** What the holder's thread was waiting for itself; null when it was not. */
    public static @Nullable String threadWait(LockHolder holder) {
        ThreadWait wait = holder.threadWait();
        if (wait == null) {
            return null;
        }
        String thread =
                "its thread " + (holder.thread() == null ? "" : '"' + holder.thread() + "\" ");
        String call = wait.call() == null ? "" : " (" + wait.call() + ")";
        if (wait.site() == null) {
            return thread + "had left what began that, and was idle" + call;
        }
        return thread
                + "was itself waiting at "
                + wait.site()
                + call
                + (wait.forWaiter() ? ", for the thread that waits here for its lock" : "");
    }

    /** What says, or would say, where its query was run; null where that is known, or of no use. */
    public static @Nullable String unknownPlace(LockHolder holder) {
        if (holder.knownEvidence() != Evidence.OPEN_CURSOR || holder.site() != null) {
            return null;
        }
        return holder.textSite() == null
                ? "statement-stacks=on says where the query was run"
                : "the text of the query stands at " + holder.textSite();
    }

    /** Where it came to its connection; null when not known. */
    public static @Nullable String opened(LockHolder holder) {
        return holder.openSite() == null
                ? null
                : (holder.borrowed() ? "borrowed at " : "opened at ") + holder.openSite();
    }

    private static String process(LockHolder holder) {
        String pid = holder.pid() == null ? "" : ", pid " + holder.pid();
        String program = holder.process() == null ? "" : " (" + holder.process() + ")";
        Boolean runs = holder.processRuns();
        String now = "";
        if (runs != null) {
            now = runs ? ", which still runs" : ", which has ended since";
        }
        return "another process" + pid + program + now;
    }

    private static String duration(long millis) {
        return Words.duration(Duration.ofMillis(millis));
    }
}
