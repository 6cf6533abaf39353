package io.github.sqliteleak.report;

import org.jspecify.annotations.Nullable;

/**
 * Who held a lock.
 *
 * @param connectionId null for another process
 * @param site where what held the lock began
 * @param evidence what it rests on, in the words of the JSON report
 */
public record LockHolderInfo(
        @Nullable Long connectionId,
        @Nullable String thread,
        @Nullable String site,
        @Nullable String openSite,
        @Nullable Long pid,
        @Nullable String process,
        String evidence) {}
