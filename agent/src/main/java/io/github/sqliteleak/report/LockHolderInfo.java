package io.github.sqliteleak.report;

import org.jspecify.annotations.Nullable;

/**
 * Who held a lock.
 *
 * @param connectionId null for another process
 * @param site where what held the lock began
 * @param process command line of another process, without what looks like a secret
 * @param evidence what it rests on, in the words of the JSON report
 * @param heldMillis how long it had been held when it was last seen; null when not known
 */
public record LockHolderInfo(
        @Nullable Long connectionId,
        @Nullable String thread,
        @Nullable String site,
        @Nullable String openSite,
        @Nullable Long pid,
        @Nullable String process,
        String evidence,
        @Nullable Long heldMillis) {}
