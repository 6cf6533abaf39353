package io.github.sqliteleak.report;

import org.jspecify.annotations.Nullable;

/** Who held a lock and what to do about it, in plain words. */
final class LockWords {
    private LockWords() {}

    /** The first of them, and how many more there are. */
    static String holders(LockWaitGroup wait) {
        if (wait.holders().isEmpty()) {
            return "not known";
        }
        int more = wait.holders().size() - 1;
        return holder(wait.holders().get(0)) + (more == 0 ? "" : " and " + more + " more");
    }

    static String holder(LockHolderInfo holder) {
        if (holder.pid() != null) {
            String program = holder.process() == null ? "" : " (" + holder.process() + ")";
            return "another process, pid " + holder.pid() + program;
        }
        String by = holder.thread() == null ? "" : " by thread \"" + holder.thread() + "\"";
        String at = holder.site() == null ? "" : " at " + holder.site();
        String id = "connection " + holder.connectionId();
        return switch (holder.evidence()) {
            case "open-cursor" -> id + ", with a result that was not read to its end";
            case "in-flight-statement" -> id + ", with a statement that was writing" + at + by;
            case "collected-connection" ->
                    id + ", garbage-collected in a transaction begun" + at + by;
            default -> id + ", in a write transaction begun" + at + by;
        };
    }

    /** Null when nothing is known that could help. */
    static @Nullable String fix(LockWaitGroup wait) {
        if (wait.resultCodes().contains("SQLITE_BUSY_SNAPSHOT")) {
            return "it read first and another connection wrote since, which no timeout helps:"
                    + " begin with BEGIN IMMEDIATE, or commit the read first";
        }
        if (wait.resultCodes().contains("SQLITE_LOCKED_SHAREDCACHE")) {
            return "do without cache=shared: in a shared cache no timeout is kept";
        }
        if (wait.holders().isEmpty()) {
            return null;
        }
        return switch (wait.holders().get(0).evidence()) {
            case "open-cursor" ->
                    "close that result, or use WAL, where readers do not keep writers waiting";
            case "in-flight-statement" -> "split up that statement, or raise busy_timeout";
            case "collected-connection" ->
                    "close that connection: nobody can any more, and its lock stays until the end";
            case "other-process" -> "find out what that process does, or raise busy_timeout";
            default -> "commit or roll back that transaction sooner, or raise busy_timeout";
        };
    }
}
