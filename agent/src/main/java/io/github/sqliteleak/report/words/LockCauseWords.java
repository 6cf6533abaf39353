package io.github.sqliteleak.report.words;

import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockWaitGroup;
import org.jspecify.annotations.Nullable;

/** Why SQLite did not wait, or waited in vain, in plain words. */
public final class LockCauseWords {
    private LockCauseWords() {}

    /** The cause in plain words; null when there is none but that others held the lock. */
    public static @Nullable String why(LockWaitGroup wait) {
        LockCause cause = wait.knownCause();
        if (cause == null) {
            return null;
        }
        String site = wait.causeSite();
        String sql = wait.causeSql();
        String read =
                "it had read"
                        + (site == null ? "" : " at " + site)
                        + (sql == null ? "" : " (" + Words.sql(sql) + ")");
        return switch (cause) {
            case STALE_SNAPSHOT ->
                    read + " and another connection has written since: no timeout helps";
            case READ_THEN_WRITE ->
                    read + " in the same transaction: SQLite does not wait then, at any timeout";
            case STALE_CURSOR ->
                    cursor(wait) + " and another connection has written since: no timeout helps";
            case CURSOR_THEN_WRITE -> cursor(wait) + ": SQLite does not wait then, at any timeout";
            case CHECKPOINT_PINNED -> "the WAL cannot be emptied while others read from it";
            case CHECKPOINT_BEHIND_WRITER ->
                    "the WAL cannot be emptied while another connection has the write lock";
            case CHECKPOINT_BUSY -> "the WAL cannot be emptied while others read from it or write";
            case SHARED_CACHE -> "in a shared cache SQLite does not wait, at any timeout";
            case NO_TIMEOUT -> "the connection has no busy timeout: SQLite does not wait";
            case JOURNAL_MODE ->
                    "journal_mode cannot be changed while another connection uses the database:"
                            + " SQLite does not wait then, at any timeout";
            case OWN_THREAD -> ownThread(wait);
            case CARRIERS_BLOCKED ->
                    "the virtual thread that has the lock cannot go on: all carrier threads wait in"
                            + " SQLite for that lock; no timeout helps";
            case READERS_WITHOUT_WAL ->
                    "read".equals(wait.operation())
                            ? "without a WAL, readers wait while another connection writes"
                            : "without a WAL, a writer waits until others have ended reading";
            case BACKUP ->
                    "a whole database is being copied, which keeps its locks until it is over";
            case COPY_FAILED ->
                    "the copy of "
                            + (sql == null ? "the database" : sql)
                            + " ("
                            + wait.sql()
                            + ") waits for some tenths of a second, at any busy_timeout";
            case RESTORED_NOTHING ->
                    "the driver reports no failure, and nothing was copied (" + wait.sql() + ")";
            case OWN_RESULT -> cursor(wait) + ": SQLite does not wait for its own connection";
            case OWN_TRANSACTION ->
                    "it has a transaction of its own open, begun"
                            + (site == null ? "" : " at " + site)
                            + (sql == null ? "" : " (" + sql + ")")
                            + ": that statement runs outside of transactions only";
            case SAME_CONNECTION ->
                    "something that the same connection has open is in the way: SQLite does not"
                            + " wait for that";
            case STALE_LOCK_FOLDER ->
                    lockFolder(wait)
                            + " exists, the lock of vfs=unix-dotfile, and no connection of this JVM"
                            + " holds it: of a program that is gone, or of one that is running";
            case NOT_WAITED -> "SQLite has not waited, though the connection has a busy timeout";
        };
    }

    private static String ownThread(LockWaitGroup wait) {
        String thread = wait.waiter().thread();
        Long waiter = wait.waiter().connectionId();
        Long holder = wait.holders().isEmpty() ? null : wait.holders().get(0).connectionId();
        return "the thread "
                + (thread == null ? "" : '"' + thread + "\" ")
                + "waits for itself: "
                + (waiter == null || holder == null
                        ? "one of its connections for another one"
                        : "connection " + waiter + " for connection " + holder)
                + " of the same thread; no timeout helps";
    }

    /** The name of the folder that is the lock, beside the database. */
    static String lockFolder(LockWaitGroup wait) {
        String database = wait.database() == null ? "the database" : wait.database();
        return database.substring(database.lastIndexOf('/') + 1) + ".lock";
    }

    private static String cursor(LockWaitGroup wait) {
        String site = wait.causeSite();
        String sql = wait.causeSql();
        String text = wait.causeTextSite();
        return "it has a result open that was not read to its end"
                + (site == null ? "" : ", run at " + site)
                + (sql == null ? "" : " (" + Words.sql(sql) + ")")
                + (site != null
                        ? ""
                        : text != null
                                ? ", whose text stands at " + text
                                : " – statement-stacks=on says where –");
    }
}
