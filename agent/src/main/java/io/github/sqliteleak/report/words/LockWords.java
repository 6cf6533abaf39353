package io.github.sqliteleak.report.words;

import io.github.sqliteleak.report.LockHolderInfo;
import io.github.sqliteleak.report.LockWaitGroup;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happened at a lock, who held it and what to do about it, in plain words. */
public final class LockWords {
    public static final String UNKNOWN_DATABASE = "not known: the connection has others attached";

    private static final String IMMEDIATE = "begin with BEGIN IMMEDIATE, or commit the read first";

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
        return isCheckpoint(wait.cause())
                ? "checkpoint stayed busy: " + Words.count(failed, "time") + more
                : "database is locked: " + Words.count(failed, "statement") + " failed" + more;
    }

    /** Whether it was a checkpoint that could not do all its work. */
    public static boolean isCheckpoint(@Nullable String cause) {
        return cause != null && cause.startsWith("checkpoint-");
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
                ? "not known, since the connection has databases attached, and which of them it"
                        + " waited for cannot be told"
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

    public static String holder(LockHolderInfo holder) {
        if (holder.evidence().equals("other-process")) {
            String pid = holder.pid() == null ? "" : ", pid " + holder.pid();
            String program = holder.process() == null ? "" : " (" + holder.process() + ")";
            return "another process" + pid + program;
        }
        String by = holder.thread() == null ? "" : " by thread \"" + holder.thread() + "\"";
        String at = holder.site() == null ? "" : " at " + holder.site();
        Long held = holder.heldMillis();
        String id = "connection " + holder.connectionId();
        String since = held == null ? "" : " for " + duration(held);
        return switch (holder.evidence()) {
            case "open-cursor" ->
                    id
                            + since
                            + ", with a result that was not read to its end"
                            + (at.isEmpty() ? "" : ", of a statement run" + at + by);
            case "exclusive-mode" ->
                    id
                            + since
                            + ", in locking_mode=EXCLUSIVE, which keeps its locks, set"
                            + at
                            + by;
            case "in-flight-statement" -> id + ", with a statement that was running" + at + by;
            case "collected-connection" ->
                    id
                            + ", garbage-collected while it held the lock"
                            + (at.isEmpty() && by.isEmpty() ? "" : ", taken" + at + by);
            case "read-transaction" -> id + since + ", in a transaction that read" + at + by;
            default -> id + since + ", in a write transaction begun" + at + by;
        };
    }

    /** Null when there is no more to it than who held the lock. */
    public static @Nullable String why(LockWaitGroup wait) {
        String cause = wait.cause();
        if (cause == null) {
            return null;
        }
        String site = wait.causeSite();
        String sql = wait.causeSql();
        String read =
                "it had read"
                        + (site == null ? "" : " at " + site)
                        + (sql == null ? "" : " (" + sql + ")");
        return switch (cause) {
            case "stale-snapshot" ->
                    read + " and another connection has written since: no timeout helps";
            case "read-then-write" ->
                    read + " in the same transaction: SQLite does not wait then, at any timeout";
            case "stale-cursor" ->
                    cursor(site, sql)
                            + " and another connection has written since: no timeout helps";
            case "cursor-then-write" ->
                    cursor(site, sql) + ": SQLite does not wait then, at any timeout";
            case "checkpoint-pinned" -> "the WAL cannot be emptied while others read from it";
            case "checkpoint-behind-writer" ->
                    "the WAL cannot be emptied while another connection has the write lock";
            case "checkpoint-busy" ->
                    "the WAL cannot be emptied while others read from it or write";
            case "shared-cache" -> "in a shared cache SQLite does not wait, at any timeout";
            case "no-busy-timeout" -> "the connection has no busy timeout: SQLite does not wait";
            case "journal-mode" ->
                    "journal_mode cannot be changed while another connection uses the database:"
                            + " SQLite does not wait then, at any timeout";
            case "own-result" ->
                    cursor(site, sql) + ": SQLite does not wait for its own connection";
            case "same-connection" ->
                    "something that the same connection has open is in the way: SQLite does not"
                            + " wait for that";
            case "not-waited" -> "SQLite has not waited, though the connection has a busy timeout";
            default -> null;
        };
    }

    private static String cursor(@Nullable String site, @Nullable String sql) {
        return "it has a result open that was not read to its end"
                + (site == null ? "" : ", run at " + site)
                + (sql == null ? "" : " (" + sql + ")")
                + (site == null ? " – statement-stacks=on tells where –" : "");
    }

    /** Null when nothing is known that could help. */
    public static @Nullable String fix(LockWaitGroup wait) {
        String cause = wait.cause() == null ? "" : wait.cause();
        if (cause.equals("stale-cursor") || cause.equals("cursor-then-write")) {
            return "close that result, or read it to its end, before writing";
        }
        if (cause.equals("stale-snapshot")
                || cause.equals("read-then-write")
                || wait.resultCodes().contains("SQLITE_BUSY_SNAPSHOT")) {
            return IMMEDIATE;
        }
        if (cause.equals("shared-cache")
                || wait.resultCodes().contains("SQLITE_LOCKED_SHAREDCACHE")) {
            return "do without cache=shared";
        }
        if (cause.equals("journal-mode")) {
            return "ask for the same journal_mode everywhere; change it while nobody else has the"
                    + " database open";
        }
        if (cause.equals("own-result")) {
            return "close that result, or read it to its end, before that statement";
        }
        if (cause.equals("same-connection")) {
            return "end the connection's own transaction and close its results before that"
                    + " statement";
        }
        if (cause.equals("no-busy-timeout")) {
            return "set busy_timeout in the URL; the driver's own default is 3000 ms";
        }
        if (wait.holders().isEmpty()) {
            return cause.isEmpty()
                    ? "raise busy_timeout, if the lock is held for a moment only; else look for"
                            + (wait.database() == null
                                    ? " who else uses one of these databases"
                                    : " another program that uses the file")
                    : null;
        }
        String raise = cause.equals("not-waited") ? "" : ", or raise busy_timeout";
        return switch (wait.holders().get(0).evidence()) {
            case "open-cursor" ->
                    isCheckpoint(cause)
                            ? "close that result, then checkpoint again"
                            : "close that result; with WAL only one of a statement that writes"
                                    + " keeps writers waiting";
            case "exclusive-mode" ->
                    "do without locking_mode=EXCLUSIVE where several connections use the database";
            case "read-transaction" -> "commit or roll back that transaction sooner";
            case "in-flight-statement" -> "split up that statement" + raise;
            case "collected-connection" ->
                    "close that connection: nobody can any more, and its lock stays until the end";
            case "other-process" -> "find out what that process does" + raise;
            default -> "commit or roll back that transaction sooner" + raise;
        };
    }

    private static String duration(long millis) {
        return Words.duration(Duration.ofMillis(millis));
    }
}
