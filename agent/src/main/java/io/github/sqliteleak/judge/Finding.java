package io.github.sqliteleak.judge;

import io.github.sqliteleak.report.LeakSite;
import org.jspecify.annotations.Nullable;

/**
 * A leak site with what it means for the build.
 *
 * @param baseline how many connections the baseline allows, null for a site that is not in it
 * @param suppressedBy the pattern that matched, null when none did
 */
public record Finding(
        LeakSite group,
        FindingStatus status,
        @Nullable Integer baseline,
        @Nullable String suppressedBy) {}
