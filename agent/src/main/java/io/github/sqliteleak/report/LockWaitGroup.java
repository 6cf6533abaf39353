package io.github.sqliteleak.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements of one place that met a lock of the same holders.
 *
 * @param waiterSite where the statement was run; null when not known
 * @param count how many
 * @param timedOut how many of them failed
 * @param resultCodes extended names of what those failed with
 * @param holders who held the lock; empty when that is not known
 * @param firstAt when the first of them began to wait, null when not known
 * @param lastAt when the last of them had ended, null when not known
 */
public record LockWaitGroup(
        String database,
        @Nullable String waiterSite,
        int count,
        long totalMillis,
        long maxMillis,
        int timedOut,
        List<String> resultCodes,
        List<LockHolderInfo> holders,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt) {

    /** Of waits whose time is not known. */
    public LockWaitGroup(
            String database,
            @Nullable String waiterSite,
            int count,
            long totalMillis,
            long maxMillis,
            int timedOut,
            List<String> resultCodes,
            List<LockHolderInfo> holders) {
        this(
                database,
                waiterSite,
                count,
                totalMillis,
                maxMillis,
                timedOut,
                resultCodes,
                holders,
                null,
                null);
    }
}
