package io.github.sqliteleak.agent;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.exit.ClosedUses;
import io.github.sqliteleak.exit.ExitFindings;
import io.github.sqliteleak.lock.LockSites;
import io.github.sqliteleak.lock.LockWatch;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.registry.Counts;
import io.github.sqliteleak.report.Completeness;
import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.Grouping;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.KnownGaps;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.SettingNote;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.settings.IneffectiveSetting;
import io.github.sqliteleak.settings.SettingsWatch;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what all parts of the agent know at this moment into the value of a report. */
final class ReportFacts {
    private static final Missing STILL_RUNNING =
            new Missing(
                    Completeness.What.EXIT_WORK,
                    null,
                    null,
                    "was asked while it ran: what is open may still be closed");

    private final List<DriverInfo> drivers;
    private final @Nullable LockWatch locks;
    private final SettingsWatch settings;
    private final WalNotes wals;
    private final ClosedUses closedUses;
    private final Blame blame;
    private final KnownGaps gaps;

    ReportFacts(
            List<DriverInfo> drivers,
            @Nullable LockWatch locks,
            SettingsWatch settings,
            WalNotes wals,
            ClosedUses closedUses,
            Blame blame,
            KnownGaps gaps) {
        this.drivers = drivers;
        this.locks = locks;
        this.settings = settings;
        this.wals = wals;
        this.closedUses = closedUses;
        this.blame = blame;
        this.gaps = gaps;
    }

    /** While the JVM runs. */
    LeakReport soFar(JvmInfo jvm, Counts counts, List<LeakedConnection> findings) {
        return new LeakReport(
                jvm,
                List.copyOf(drivers),
                totals(counts, findings),
                Grouping.group(findings),
                lockWaits(),
                List.of(),
                List.of(),
                closedUses.soFar(),
                completeness(List.of()));
    }

    /**
     * What somebody asked for while the JVM runs.
     *
     * @param unmet what is open and not known
     */
    LeakReport live(
            JvmInfo jvm,
            Counts counts,
            List<LeakedConnection> findings,
            List<Missing> unmet,
            @Nullable Moment moment) {
        List<Missing> missing = new ArrayList<>(unmet);
        missing.add(STILL_RUNNING);
        return new LeakReport(
                jvm,
                List.copyOf(drivers),
                totals(counts, findings),
                Grouping.group(findings),
                lockWaits(),
                wals.among(List.of()),
                List.of(),
                closedUses.soFar(),
                completeness(missing),
                moment);
    }

    LeakReport atExit(JvmInfo jvm, ExitFindings findings) {
        return new LeakReport(
                jvm,
                List.copyOf(drivers),
                totals(findings.counts(), findings.leaks()),
                Grouping.group(findings.leaks()),
                lockWaits(),
                wals.among(findings.databases()),
                unmetSettings(),
                closedUses.soFar(),
                completeness(findings.missing()));
    }

    private Completeness completeness(List<Missing> missing) {
        List<Missing> all = new ArrayList<>(gaps.all());
        all.addAll(missing);
        all.addAll(HookGaps.soFar());
        return Completeness.lacking(all);
    }

    private Totals totals(Counts counts, List<LeakedConnection> listed) {
        int inUse = 0;
        int duringExit = 0;
        for (LeakedConnection connection : listed) {
            inUse += connection.kind() == LeakKind.IN_USE_AT_EXIT ? 1 : 0;
            duringExit += connection.kind() == LeakKind.OPENED_DURING_EXIT ? 1 : 0;
        }
        LockSites sites = locks == null ? null : locks.sites();
        return new Totals(
                counts.opened(),
                counts.closed(),
                counts.leaked() - inUse - duringExit,
                counts.excluded(),
                counts.peakOpen(),
                counts.failedOpens(),
                sites == null || !seesWaits() ? null : sites.waits(),
                sites == null ? null : sites.timeouts(),
                inUse,
                duringExit);
    }

    /** Where waits that end well are not seen, their number is not known. */
    private boolean seesWaits() {
        for (DriverInfo driver : drivers) {
            if (!driver.tracking().equals("full")) {
                return false;
            }
        }
        return true;
    }

    private List<LockWaitGroup> lockWaits() {
        return locks == null ? List.of() : locks.sites().all(blame);
    }

    private List<SettingNote> unmetSettings() {
        List<SettingNote> notes = new ArrayList<>();
        for (IneffectiveSetting setting : settings.found()) {
            notes.add(
                    new SettingNote(
                            setting.database(),
                            setting.setting().json(),
                            setting.asked(),
                            setting.actual(),
                            setting.site(),
                            setting.advice()));
        }
        return notes;
    }
}
