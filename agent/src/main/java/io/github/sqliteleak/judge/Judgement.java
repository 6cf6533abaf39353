package io.github.sqliteleak.judge;

import io.github.sqliteleak.report.Completeness;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.words.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the reports of one build amount to; every renderer for a build shows this value.
 *
 * @param findings leak sites, the most certain and most harmful first
 * @param baselined whether a baseline was given
 * @param suppressions all that were given, in their order
 * @param gone what the baseline has and no report has any more
 * @param problems reports that are missing or cannot be read, a line each; when there are any, the
 *     rest is not the whole truth
 * @param locks how many statements may fail because of a lock, null where nobody has set a limit
 * @param notes what is good to know of the reports and keeps nothing from being judged, a line each
 */
public record Judgement(
        MergedReport merged,
        List<Finding> findings,
        boolean baselined,
        List<SuppressionUse> suppressions,
        List<Baseline.Entry> gone,
        List<String> problems,
        @Nullable LockGate locks,
        List<String> notes) {
    /** The verdict where no JVM has reported. */
    public static final String NOTHING = "there is no report, nothing was judged";

    /** Whether any JVM has reported. */
    public boolean hasReports() {
        return !merged.jvms().isEmpty();
    }

    /** What the JVMs do not know; never complete while a report is missing or cannot be read. */
    public Completeness completeness() {
        Completeness known = merged.completeness();
        return new Completeness(known.complete() && problems.isEmpty(), known.missing());
    }

    /**
     * What keeps this from being the whole truth, for formats that would pass for clean without a
     * word about it; null when all was judged.
     */
    public @Nullable String incomplete() {
        if (!hasReports()) {
            return NOTHING;
        }
        String open = notJudged();
        if (problems.isEmpty() && open == null) {
            return null;
        }
        return "incomplete data, not all was judged: "
                + (problems.isEmpty() ? open : String.join("; ", problems));
    }

    /** Whether the build has to fail, for leaks or for locks. */
    public boolean fails() {
        return failedLocks() != null || !failing().isEmpty();
    }

    /** More lock timeouts than allowed, null when there are not. */
    public @Nullable LockGate failedLocks() {
        return locks != null && locks.fails() ? locks : null;
    }

    /** The findings for which the build has to fail. */
    public List<Finding> failing() {
        List<Finding> failing = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.status().fails()) {
                failing.add(finding);
            }
        }
        return failing;
    }

    /**
     * What nobody has judged, in words that follow "not judged: "; null when that is nothing. A JVM
     * that had something open has not come to its end.
     */
    public @Nullable String notJudged() {
        int open = connections(FindingStatus.OPEN);
        if (open == 0) {
            return null;
        }
        if (isLive()) {
            return Words.count(open, "connection")
                    + (open == 1 ? " is" : " are")
                    + " open, in a JVM that goes on running";
        }
        return Words.count(open, "connection")
                + (open == 1 ? " was" : " were")
                + " open when the tests had ended, in a JVM that has not come to its end";
    }

    /** Whether it is about what is open in a JVM that was asked while it ran. */
    private boolean isLive() {
        return findings.stream()
                .anyMatch(finding -> finding.group().kinds().getOrDefault(LeakKind.OPEN, 0) > 0);
    }

    /** How many connections the findings of this status have together. */
    public int connections(FindingStatus status) {
        int connections = 0;
        for (Finding finding : findings) {
            connections += finding.status() == status ? finding.group().count() : 0;
        }
        return connections;
    }

    public int sites(FindingStatus status) {
        int sites = 0;
        for (Finding finding : findings) {
            sites += finding.status() == status ? 1 : 0;
        }
        return sites;
    }
}
