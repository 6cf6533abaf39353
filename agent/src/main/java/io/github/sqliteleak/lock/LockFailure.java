package io.github.sqliteleak.lock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that failed because of a lock.
 *
 * @param connectionId of the connection that failed
 * @param database path, or how it is in memory
 * @param site where the statement was run
 * @param sql the statement, with its literals; null when not known
 * @param resultCode extended name, such as {@code SQLITE_BUSY_SNAPSHOT}
 * @param waitedMillis from the statement's beginning to its failure, within 50 ms
 */
public record LockFailure(
        long connectionId,
        String database,
        @Nullable String site,
        @Nullable String sql,
        String resultCode,
        long waitedMillis,
        List<LockHolder> holders) {}
