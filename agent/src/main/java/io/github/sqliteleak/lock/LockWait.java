package io.github.sqliteleak.lock;

import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.Operation;
import io.github.sqliteleak.waits.Waiter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that waited for a lock, or failed because of one.
 *
 * @param connectionId of the connection that waited
 * @param database path, or how it is in memory; null when the connection has attached others and it
 *     is not known for which it waited
 * @param site where the statement was run
 * @param sql the statement as reports may show it; null when not known or not to be shown
 * @param resultCode extended name of what it failed with, such as {@code SQLITE_BUSY_SNAPSHOT};
 *     null when it got the lock
 * @param waitedMillis from the first attempt to the last; where SQLite waited unseen, as long as
 *     the statement took
 * @param retries attempts after the first
 * @param busyTimeoutMillis of the connection, 0 for none or not known
 * @param holders who held the lock: the one at the end of a failure first, else the largest share
 *     of the wait; empty when that is not known
 * @param cause null when there is no more to it than the holders
 * @param causeSite where what caused it was run, such as the read that took a stale snapshot
 * @param causeSql the statement that caused it
 * @param endedAtMillis when the statement ended, since 1970
 * @param waiter who waited
 */
public record LockWait(
        long connectionId,
        @Nullable String database,
        @Nullable String site,
        @Nullable String sql,
        Operation operation,
        @Nullable String resultCode,
        long waitedMillis,
        int retries,
        int busyTimeoutMillis,
        List<LockHolder> holders,
        @Nullable LockCause cause,
        @Nullable String causeSite,
        @Nullable String causeSql,
        long endedAtMillis,
        Waiter waiter) {

    /** True when it did not get the lock. */
    public boolean failed() {
        return resultCode != null;
    }
}
