package io.github.sqliteleak.judge;

import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakSite;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges the reports of a build: adds them up, takes out what is suppressed, and holds the rest
 * against the baseline. The verdict does not depend on the order of the reports.
 */
public final class Judge {
    private final Suppressions suppressions;
    private final @Nullable Baseline baseline;
    private final boolean allowPools;
    private boolean partOnly;
    private @Nullable Long maxLockTimeouts;
    private final List<String> notes = new ArrayList<>();
    private final ReportMerge merge = new ReportMerge();
    private final SiteMerge leaked = new SiteMerge();
    private final SiteMerge open = new SiteMerge();
    private final Map<FindingStatus, SiteMerge> aside = new EnumMap<>(FindingStatus.class);
    private final Set<FindingStatus> failing = EnumSet.noneOf(FindingStatus.class);
    private final Map<Suppression, SiteMerge> suppressed = new LinkedHashMap<>();

    /**
     * A judge for one build.
     *
     * @param baseline null for none: every leak is new
     * @param allowPools whether connections that a pool owns may stay open
     */
    public Judge(Suppressions suppressions, @Nullable Baseline baseline, boolean allowPools) {
        this.suppressions = suppressions;
        this.baseline = baseline;
        this.allowPools = allowPools;
        for (Suppression pattern : suppressions.patterns()) {
            suppressed.put(pattern, new SiteMerge());
        }
    }

    /** To be called first: what was in use at exit fails the build like a leak. */
    public void failOnInUse() {
        failing.add(FindingStatus.IN_USE);
    }

    /** To be called first: so does what was opened while the JVM was ending. */
    public void failOnDuringExit() {
        failing.add(FindingStatus.DURING_EXIT);
    }

    /**
     * The reports are of a part of what suppressions and baseline are for, such as one module:
     * nothing is said of what none of them uses.
     */
    public void partOnly() {
        partOnly = true;
    }

    /** More statements that failed because of a lock fail the build. */
    public void maxLockTimeouts(long most) {
        maxLockTimeouts = most;
    }

    /** Something that is good to know of the reports, and keeps nothing from being judged. */
    public void note(String line) {
        notes.add(line);
    }

    public void add(LeakReport report) {
        merge.add(report);
        Predicate<LeakKind> judged =
                report.jvm().exit() == null ? LeakKind::isJudgedBeforeExit : LeakKind::isJudged;
        for (LeakSite group : report.leaks()) {
            for (SuppressedPart part : SuppressedPart.split(group, suppressions)) {
                SiteMerge target = part.pattern() == null ? null : suppressed.get(part.pattern());
                if (target == null) {
                    add(leaked, part.group().only(judged));
                    add(open, part.group().only(kind -> !kind.isAside() && !judged.test(kind)));
                    addAside(part.group(), LeakKind.IN_USE_AT_EXIT, FindingStatus.IN_USE);
                    addAside(part.group(), LeakKind.OPENED_DURING_EXIT, FindingStatus.DURING_EXIT);
                } else {
                    target.add(part.group());
                }
            }
        }
    }

    private void addAside(LeakSite group, LeakKind kind, FindingStatus status) {
        SiteMerge target =
                failing.contains(status)
                        ? leaked
                        : aside.computeIfAbsent(status, absent -> new SiteMerge());
        add(target, group.only(of -> of == kind));
    }

    private static void add(SiteMerge target, @Nullable LeakSite group) {
        if (group != null) {
            target.add(group);
        }
    }

    /**
     * The verdict on all that was added.
     *
     * @param problems what could not be added, a line each
     */
    public Judgement judge(List<String> problems) {
        List<Finding> findings = new ArrayList<>();
        List<LeakSite> seen = new ArrayList<>();
        for (LeakSite group : leaked.groups()) {
            seen.add(group);
            findings.add(judge(group));
        }
        for (LeakSite group : open.groups()) {
            seen.add(group);
            findings.add(new Finding(group, FindingStatus.OPEN, null, null));
        }
        aside.forEach(
                (status, groups) -> {
                    for (LeakSite group : groups.groups()) {
                        seen.add(group);
                        findings.add(new Finding(group, status, null, null));
                    }
                });
        List<SuppressionUse> uses = new ArrayList<>();
        suppressed.forEach(
                (pattern, groups) -> {
                    int connections = 0;
                    for (LeakSite group : groups.groups()) {
                        seen.add(group);
                        connections += group.count();
                        findings.add(
                                new Finding(group, FindingStatus.SUPPRESSED, null, pattern.text()));
                    }
                    if (connections > 0 || !partOnly) {
                        uses.add(new SuppressionUse(pattern.text(), pattern.place(), connections));
                    }
                });
        MergedReport merged = merge.merged();
        LockGate locks = maxLockTimeouts == null ? null : LockGate.of(maxLockTimeouts, merged);
        List<String> unknown = new ArrayList<>(problems);
        if (locks != null && !locks.fails() && merged.lockTimeoutsUnknown() > 0) {
            unknown.add(
                    "lock timeouts were not counted in all JVMs; not in "
                            + merged.lockTimeoutsUnknown());
        }
        return new Judgement(
                merged,
                List.copyOf(findings),
                baseline != null,
                List.copyOf(uses),
                baseline == null || partOnly ? List.of() : baseline.without(seen),
                List.copyOf(unknown),
                locks,
                List.copyOf(notes));
    }

    private Finding judge(LeakSite group) {
        if (allowPools && group.isIdlePool()) {
            return new Finding(group, FindingStatus.ALLOWED, null, null);
        }
        Baseline.Entry entry = baseline == null ? null : baseline.find(group);
        if (entry == null) {
            return new Finding(group, FindingStatus.NEW, null, null);
        }
        boolean more = group.count() > entry.count();
        return new Finding(
                group, more ? FindingStatus.MORE : FindingStatus.KNOWN, entry.count(), null);
    }
}
