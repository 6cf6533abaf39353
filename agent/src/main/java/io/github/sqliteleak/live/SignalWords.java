package io.github.sqliteleak.live;

import io.github.sqliteleak.lock.LockWait;
import io.github.sqliteleak.waits.LockHolder;

/** The words of signals. */
final class SignalWords {
    private SignalWords() {}

    /** {@code SQLITE_BUSY on data.db after 3000 ms at …, held by connection 3 …}. */
    static String of(LockWait wait) {
        StringBuilder text = new StringBuilder(256);
        text.append(wait.resultCode())
                .append(" on ")
                .append(wait.database() == null ? "a database" : wait.database())
                .append(" after ")
                .append(wait.waitedMillis())
                .append(" ms, connection ")
                .append(wait.connectionId());
        if (wait.site() != null) {
            text.append(" at ").append(wait.site());
        }
        for (LockHolder holder : wait.holders()) {
            text.append("; held by ");
            if (holder.connectionId() == null) {
                text.append("process ").append(holder.pid() == null ? "?" : holder.pid());
            } else {
                text.append("connection ").append(holder.connectionId());
            }
            if (holder.thread() != null) {
                text.append(" of thread \"").append(holder.thread()).append('"');
            }
            String site = holder.site() == null ? holder.openSite() : holder.site();
            if (site != null) {
                text.append(" since ").append(site);
            }
        }
        return text.toString();
    }

    static String walPast(String database, long bytes, long limit) {
        return "the WAL of "
                + database
                + " has grown to "
                + bytes
                + " bytes, past the limit of "
                + limit;
    }

    static String collected(long id, String database) {
        return "connection "
                + id
                + " to "
                + database
                + " was garbage-collected while it was open: it leaked, and nobody can close it";
    }
}
