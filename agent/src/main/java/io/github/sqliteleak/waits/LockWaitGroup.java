package io.github.sqliteleak.waits;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements of one place that met a lock of the same holders.
 *
 * @param database null when the connection has attached others and it is not known for which it
 *     waited
 * @param waiterSite where the statement was run; null when not known
 * @param operation what it was about to do: {@code read}, {@code write}, {@code begin}, {@code
 *     commit}, {@code checkpoint}, {@code pragma} or {@code other}; null when not known
 * @param sql the statement that waited first, as it may be shown
 * @param count how many
 * @param timedOut how many of them failed
 * @param resultCodes extended names of what those failed with
 * @param cause name of a {@link LockCause}; a report may have one that is not known here. Null when
 *     there is no more to it than the holders
 * @param causeSite where what caused it was run, such as the read that took a stale snapshot
 * @param causeSql the statement run there
 * @param causeTextSite where the text of that statement stands in the user's code, known only where
 *     causeSite is not
 * @param holders who held the lock; empty when that is not known
 * @param firstAt when the first of them began to wait, null when not known
 * @param lastAt when the last of them had ended, null when not known
 * @param waiter who waited
 */
public record LockWaitGroup(
        @Nullable String database,
        @Nullable String waiterSite,
        @Nullable String operation,
        @Nullable String sql,
        int count,
        long totalMillis,
        long maxMillis,
        int timedOut,
        List<String> resultCodes,
        @Nullable String cause,
        @Nullable String causeSite,
        @Nullable String causeSql,
        @Nullable String causeTextSite,
        List<LockHolder> holders,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        Waiter waiter) {
    /** Waits of whose waiters nothing is known. */
    public LockWaitGroup(
            @Nullable String database,
            @Nullable String waiterSite,
            @Nullable String operation,
            @Nullable String sql,
            int count,
            long totalMillis,
            long maxMillis,
            int timedOut,
            List<String> resultCodes,
            @Nullable String cause,
            @Nullable String causeSite,
            @Nullable String causeSql,
            List<LockHolder> holders,
            @Nullable Instant firstAt,
            @Nullable Instant lastAt) {
        this(
                database,
                waiterSite,
                operation,
                sql,
                count,
                totalMillis,
                maxMillis,
                timedOut,
                resultCodes,
                cause,
                causeSite,
                causeSql,
                null,
                holders,
                firstAt,
                lastAt,
                Waiter.UNKNOWN);
    }

    /** The same, with other words for its places. */
    public LockWaitGroup at(
            @Nullable String newWaiterSite,
            @Nullable String newCauseSite,
            @Nullable String newCauseTextSite,
            List<LockHolder> newHolders) {
        return new LockWaitGroup(
                database,
                newWaiterSite,
                operation,
                sql,
                count,
                totalMillis,
                maxMillis,
                timedOut,
                resultCodes,
                cause,
                newCauseSite,
                causeSql,
                newCauseTextSite,
                newHolders,
                firstAt,
                lastAt,
                waiter);
    }

    /** Null when there is none, and for one that is not known here. */
    public @Nullable LockCause knownCause() {
        return cause == null ? null : LockCause.of(cause);
    }
}
