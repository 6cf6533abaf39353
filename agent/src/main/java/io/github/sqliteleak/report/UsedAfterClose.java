package io.github.sqliteleak.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Calls at one place that failed because a connection had been closed at another one.
 *
 * @param database path, or how it is in memory
 * @param connectionId number of the first of the connections
 * @param closedSite where it was closed; null when not known any more
 * @param closeThread the thread that closed the first of them
 * @param closedAt when that was
 * @param usedSite where it was used then; null when not known
 * @param useThread the thread that did so first
 * @param sql of the statement used, null when none was or when SQL is not shown
 * @param count how many calls failed
 */
public record UsedAfterClose(
        String database,
        long connectionId,
        @Nullable String closedSite,
        String closeThread,
        Instant closedAt,
        @Nullable String usedSite,
        String useThread,
        @Nullable String sql,
        int count) {

    /** The same for the same code at work on the same database. */
    public String code() {
        return usedSite + " after " + closedSite + " on " + database;
    }

    /** Both of them, by the same code. */
    public UsedAfterClose and(UsedAfterClose other) {
        boolean first = toString().compareTo(other.toString()) <= 0;
        UsedAfterClose shown = first ? this : other;
        return new UsedAfterClose(
                database,
                shown.connectionId,
                closedSite,
                shown.closeThread,
                shown.closedAt,
                usedSite,
                shown.useThread,
                shown.sql,
                count + other.count);
    }
}
