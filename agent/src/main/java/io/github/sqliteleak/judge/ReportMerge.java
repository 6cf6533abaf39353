package io.github.sqliteleak.judge;

import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.Completeness;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.SettingNote;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.UsedAfterClose;
import io.github.sqliteleak.waits.LockWaitMerge;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what many JVMs report, but for their leaks, which {@link SiteMerge} adds up. */
public final class ReportMerge {
    private final List<JvmInfo> jvms = new ArrayList<>();
    private final Set<DriverInfo> drivers = new LinkedHashSet<>();
    private final Map<String, DatabaseReport> databases = new TreeMap<>();
    private final Map<String, SettingNote> settings = new TreeMap<>();
    private final Map<String, UsedAfterClose> usedAfterClose = new TreeMap<>();
    private final LockWaitMerge lockWaits = new LockWaitMerge();
    private Totals totals = new Totals(0, 0, 0, 0, 0, 0);
    private Completeness completeness = Completeness.COMPLETE;
    private long leaked;
    private int lockTimeoutsUnknown;

    public void add(LeakReport report) {
        jvms.add(report.jvm());
        drivers.addAll(report.drivers());
        totals = sum(totals, report.totals());
        completeness = completeness.and(report.completeness());
        leaked += leaked(report);
        lockTimeoutsUnknown += report.totals().lockTimeouts() == null ? 1 : 0;
        report.lockWaits().forEach(lockWaits::add);
        for (DatabaseReport database : report.databases()) {
            databases.merge(database.path(), database, ReportMerge::worse);
        }
        for (SettingNote note : report.settings()) {
            settings.merge(note.setting() + ' ' + note.database(), note, ReportMerge::first);
        }
        for (UsedAfterClose use : report.usedAfterClose()) {
            usedAfterClose.merge(use.code(), use, UsedAfterClose::and);
        }
    }

    public MergedReport merged() {
        return new MergedReport(
                List.copyOf(jvms),
                List.copyOf(drivers),
                totals,
                leaked,
                lockTimeoutsUnknown,
                lockWaits.groups(),
                List.copyOf(databases.values()),
                List.copyOf(settings.values()),
                List.copyOf(usedAfterClose.values()),
                completeness);
    }

    private static long leaked(LeakReport report) {
        if (report.jvm().exit() != null) {
            return report.totals().leaked();
        }
        long judged = 0;
        for (LeakSite group : report.leaks()) {
            LeakSite of = group.only(LeakKind::isJudgedBeforeExit);
            judged += of == null ? 0 : of.count();
        }
        return judged;
    }

    private static Totals sum(Totals one, Totals other) {
        return new Totals(
                one.opened() + other.opened(),
                one.closed() + other.closed(),
                one.leaked() + other.leaked(),
                one.excluded() + other.excluded(),
                Math.max(one.peakOpen(), other.peakOpen()),
                one.failedOpens() + other.failedOpens(),
                known(one.lockWaits(), other.lockWaits()),
                known(one.lockTimeouts(), other.lockTimeouts()),
                one.inUseAtExit() + other.inUseAtExit(),
                one.openedDuringExit() + other.openedDuringExit());
    }

    private static @Nullable Long known(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one + other;
    }

    /** Which one does not matter, as long as the order of the reports does not decide it. */
    private static SettingNote first(SettingNote one, SettingNote other) {
        return one.toString().compareTo(other.toString()) <= 0 ? one : other;
    }

    private static DatabaseReport worse(DatabaseReport one, DatabaseReport other) {
        DatabaseReport worse = trouble(other) > trouble(one) ? other : one;
        return worse.with(larger(one.walGrowth(), other.walGrowth()));
    }

    private static DatabaseReport.@Nullable WalGrowth larger(
            DatabaseReport.@Nullable WalGrowth one, DatabaseReport.@Nullable WalGrowth other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        if (one.peakBytes() != other.peakBytes()) {
            return one.peakBytes() > other.peakBytes() ? one : other;
        }
        return one.toString().compareTo(other.toString()) <= 0 ? one : other;
    }

    public static int trouble(DatabaseReport database) {
        CheckpointOutcome.Result result = database.checkpoint().result();
        if (result == CheckpointOutcome.Result.FAILED || result == CheckpointOutcome.Result.BUSY) {
            return 2;
        }
        return database.auxiliaryFilesLeft().isEmpty() ? 0 : 1;
    }
}
