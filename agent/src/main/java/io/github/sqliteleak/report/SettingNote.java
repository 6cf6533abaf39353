package io.github.sqliteleak.report;

import org.jspecify.annotations.Nullable;

/**
 * A setting that was asked for and is not in force.
 *
 * @param database path, or how it is in memory
 * @param setting the kind, as {@code journal_mode} or {@code memory-pool}
 * @param asked what was asked for
 * @param actual what is the case instead
 * @param site where it was asked for; null when not known
 * @param advice what to do about it
 */
public record SettingNote(
        String database,
        String setting,
        String asked,
        String actual,
        @Nullable String site,
        String advice) {}
