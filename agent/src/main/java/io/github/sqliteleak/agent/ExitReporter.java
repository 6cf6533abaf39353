package io.github.sqliteleak.agent;

import io.github.sqliteleak.agent.AgentOptions.ConsoleChoice;
import io.github.sqliteleak.exit.Reporter;
import io.github.sqliteleak.lock.LockSite;
import io.github.sqliteleak.lock.LockSites;
import io.github.sqliteleak.lock.LockWatch;
import io.github.sqliteleak.registry.Counts;
import io.github.sqliteleak.report.Completeness;
import io.github.sqliteleak.report.ConsoleReport;
import io.github.sqliteleak.report.ConsoleStyle;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.Grouping;
import io.github.sqliteleak.report.KnownGaps;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.LockWaitGroup;
import io.github.sqliteleak.report.ReportFiles;
import io.github.sqliteleak.report.SettingNote;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.settings.SettingsWatch;
import io.github.sqliteleak.settings.UnmetSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the findings into the JSON file and the text on the console. */
final class ExitReporter implements Reporter {
    private final AgentOptions options;
    private final Console console;
    private final RunningJvm jvm;
    private final List<DriverInfo> drivers;
    private final @Nullable LockWatch locks;
    private final SettingsWatch settings;
    private final KnownGaps gaps;
    private @Nullable ReportFiles files;
    private volatile boolean testPlanRan;

    ExitReporter(
            AgentOptions options,
            Console console,
            RunningJvm jvm,
            List<DriverInfo> drivers,
            @Nullable LockWatch locks,
            SettingsWatch settings,
            KnownGaps gaps) {
        this.options = options;
        this.console = console;
        this.jvm = jvm;
        this.drivers = drivers;
        this.locks = locks;
        this.settings = settings;
        this.gaps = gaps;
    }

    /** Writes the marker that stands until the report is there. */
    void start() {
        try {
            files = ReportFiles.start(options.report().toAbsolutePath(), jvm.running());
        } catch (IOException e) {
            console.accept(words(e));
        } catch (RuntimeException e) {
            console.accept("cannot write to the report folder " + options.report() + ": " + e);
        }
    }

    /** From now on there is a report even when no connection is opened. */
    void testPlanRan() {
        testPlanRan = true;
    }

    /**
     * Writes what is known while the JVM runs on; {@link #report} replaces it.
     *
     * @param findings nothing of them is judged but what was collected
     */
    void reportSoFar(Counts counts, List<LeakedConnection> findings) {
        ReportFiles target = files;
        if (target == null) {
            return;
        }
        List<LockWaitGroup> waits = lockWaits();
        LeakReport report =
                new LeakReport(
                        jvm.running(),
                        List.copyOf(drivers),
                        totals(counts),
                        Grouping.group(findings),
                        waits,
                        List.of(),
                        List.of(),
                        completeness());
        try {
            target.soFar(report);
        } catch (IOException e) {
            console.accept(words(e));
        } catch (RuntimeException e) {
            console.accept("cannot write the report: " + e);
        }
    }

    @Override
    public void report(
            ExitKind exit,
            Counts counts,
            List<LeakedConnection> leaks,
            List<DatabaseReport> databases,
            List<Thread> hooksRunning) {
        List<LockWaitGroup> waits = lockWaits();
        LeakReport report =
                new LeakReport(
                        jvm.ended(exit, hooksRunning),
                        List.copyOf(drivers),
                        totals(counts),
                        Grouping.group(leaks),
                        waits,
                        databases,
                        unmetSettings(),
                        completeness());
        Path file = write(report);
        boolean nothingToSay =
                counts.opened() == 0
                        && counts.failedOpens() == 0
                        && report.completeness().complete();
        if (options.console() != ConsoleChoice.OFF && !nothingToSay) {
            console.print(text(report, file));
        }
    }

    private Completeness completeness() {
        List<Completeness.Missing> missing = new ArrayList<>(gaps.all());
        missing.addAll(HookGaps.soFar());
        return Completeness.lacking(missing);
    }

    private Totals totals(Counts counts) {
        LockSites sites = locks == null ? null : locks.sites();
        return new Totals(
                counts.opened(),
                counts.closed(),
                counts.leaked(),
                counts.excluded(),
                counts.peakOpen(),
                counts.failedOpens(),
                sites == null || !seesWaits() ? null : sites.waits(),
                sites == null ? null : sites.timeouts());
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
        List<LockWaitGroup> waits = new ArrayList<>();
        if (locks != null) {
            for (LockSite site : locks.sites().all()) {
                waits.add(LockReport.of(site));
            }
        }
        return waits;
    }

    private List<SettingNote> unmetSettings() {
        List<SettingNote> notes = new ArrayList<>();
        for (UnmetSetting setting : settings.finish()) {
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

    private String text(LeakReport report, @Nullable Path file) {
        ConsoleStyle style =
                new ConsoleStyle(
                        options.console() == ConsoleChoice.FULL,
                        console.wantsColour(),
                        console.canPrintUnicode());
        return new ConsoleReport(style, System.getProperty("user.dir", "")).render(report, file);
    }

    private @Nullable Path write(LeakReport report) {
        ReportFiles target = files;
        if (target == null) {
            return null;
        }
        try {
            boolean nothingHappened = report.totals().opened() == 0 && !testPlanRan;
            if (nothingHappened && report.completeness().complete()) {
                target.abandon();
                return null;
            }
            return target.finish(report);
        } catch (IOException e) {
            console.accept(words(e));
        } catch (RuntimeException e) {
            console.accept("cannot write the report: " + e);
        }
        return null;
    }

    /** Failures to write stand on their own, folder or file and reason included. */
    private static String words(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
