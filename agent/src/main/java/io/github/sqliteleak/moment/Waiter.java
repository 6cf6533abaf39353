package io.github.sqliteleak.moment;

import io.github.sqliteleak.waits.LockHolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection that waits for a lock at a moment.
 *
 * @param database null when it is one of several, and which is not known
 * @param thread name of the thread that waits
 * @param threadId null when the wait has just ended
 * @param operation what it is about to do
 * @param sql as reports may show it; null when they may not, or when it is not known
 * @param site where the statement was run; null when not known
 * @param busyTimeoutMillis how long it waits at most; 0 when that is not known
 * @param presumed true when the wait itself is not seen: a statement that needs the lock is in
 *     native code for so long, and others have it
 * @param holders who has the lock; empty when nobody is known
 */
public record Waiter(
        long connectionId,
        @Nullable String database,
        @Nullable String thread,
        @Nullable Long threadId,
        String operation,
        @Nullable String sql,
        @Nullable String site,
        long waitedMillis,
        int busyTimeoutMillis,
        boolean presumed,
        List<LockHolder> holders) {}
