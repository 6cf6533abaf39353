package io.github.sqliteleak.report;

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
 */
public record LockWaitGroup(
        String database,
        @Nullable String waiterSite,
        int count,
        long totalMillis,
        long maxMillis,
        int timedOut,
        List<String> resultCodes,
        List<LockHolderInfo> holders) {}
