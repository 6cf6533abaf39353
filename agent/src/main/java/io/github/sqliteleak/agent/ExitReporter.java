package io.github.sqliteleak.agent;

import io.github.sqliteleak.agent.AgentOptions.ConsoleChoice;
import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.exit.ClosedUses;
import io.github.sqliteleak.exit.ExitFindings;
import io.github.sqliteleak.exit.Reporter;
import io.github.sqliteleak.lock.LockWatch;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.registry.Counts;
import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.KnownGaps;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.ReportVersion;
import io.github.sqliteleak.report.console.ConsoleReport;
import io.github.sqliteleak.report.console.ConsoleStyle;
import io.github.sqliteleak.report.json.ReportFiles;
import io.github.sqliteleak.settings.SettingsWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the findings into the JSON file and the text on the console. */
final class ExitReporter implements Reporter {
    private volatile AgentOptions options;
    private final Console console;
    private final RunningJvm jvm;
    private final SettingsWatch settings;
    private final ReportFacts facts;
    private volatile @Nullable ReportFiles files;
    private volatile boolean testPlanRan;
    private volatile @Nullable Path file;
    private volatile @Nullable LeakReport latest;

    ExitReporter(
            AgentOptions options,
            Console console,
            RunningJvm jvm,
            List<DriverInfo> drivers,
            @Nullable LockWatch locks,
            SettingsWatch settings,
            WalNotes wals,
            ClosedUses closedUses,
            Blame blame,
            KnownGaps gaps) {
        this.options = options;
        this.console = console;
        this.jvm = jvm;
        this.settings = settings;
        this.facts = new ReportFacts(drivers, locks, settings, wals, closedUses, blame, gaps);
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

    /** Attaching again has changed the options, the folder of the report perhaps among them. */
    void follow(AgentOptions newOptions) {
        Path folder = options.report();
        boolean moved = !newOptions.report().equals(folder);
        options = newOptions;
        ReportFiles before = files;
        if (moved) {
            start();
        }
        if (moved && files != before && before != null) {
            try {
                before.abandon();
            } catch (IOException e) {
                console.accept(words(e));
            } catch (RuntimeException e) {
                console.accept("cannot delete " + folder + ": " + e);
            }
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
        LeakReport report = facts.soFar(jvm.running(), counts, findings);
        try {
            target.soFar(report);
        } catch (IOException e) {
            console.accept(words(e));
        } catch (RuntimeException e) {
            console.accept("cannot write the report: " + e);
        }
    }

    /**
     * Writes what was seen until the agent left this JVM; the marker goes.
     *
     * @return the file; null when there is none
     */
    @Nullable Path reportDetached(Counts counts, List<LeakedConnection> findings)
            throws IOException {
        ReportFiles target = files;
        return target == null
                ? null
                : target.put(facts.soFar(jvm.running(), counts, findings), ReportVersion.COUNTS);
    }

    /** What somebody asked for while the JVM runs; nothing is written or judged. */
    LeakReport live(
            Counts counts, List<LeakedConnection> findings, List<Missing> unmet, Moment moment) {
        return facts.live(jvm.running(), counts, findings, unmet, moment);
    }

    @Override
    public void report(ExitFindings findings) {
        if (findings.isLast()) {
            settings.finish();
        }
        LeakReport report =
                facts.atExit(jvm.ended(findings.exit(), findings.hooksRunning()), findings);
        write(report, findings.version());
    }

    /** Whether something was reported, be it that it could not be written. */
    boolean hasReported() {
        return latest != null;
    }

    boolean hasFile() {
        ReportFiles target = files;
        return target != null && target.hasLastWord();
    }

    /** Prints what the latest report says. */
    void print() {
        settings.print();
        LeakReport report = latest;
        if (report == null || options.console() == ConsoleChoice.OFF) {
            return;
        }
        boolean nothingToSay =
                report.totals().opened() == 0
                        && report.totals().failedOpens() == 0
                        && report.completeness().complete();
        if (!nothingToSay) {
            console.print(text(report, file));
        }
    }

    /** Takes away what is half written: the JVM ends. */
    void giveUpWriting() {
        ReportFiles target = files;
        if (target != null) {
            try {
                target.giveUp();
            } catch (IOException | RuntimeException e) {
                // Then a temporary file stays, which nobody takes for a report.
                return;
            }
        }
    }

    private String text(LeakReport report, @Nullable Path file) {
        ConsoleStyle style =
                new ConsoleStyle(
                        options.console() == ConsoleChoice.FULL,
                        console.wantsColour(),
                        console.canPrintUnicode());
        return new ConsoleReport(style, System.getProperty("user.dir", "")).render(report, file);
    }

    private void write(LeakReport report, ReportVersion version) {
        ReportFiles target = files;
        try {
            boolean nothingHappened = report.totals().opened() == 0 && !testPlanRan;
            if (target != null && nothingHappened && report.completeness().complete()) {
                target.abandon();
            } else if (target != null) {
                file = target.put(report, version);
            }
        } catch (IOException e) {
            console.accept(words(e));
        } catch (RuntimeException e) {
            console.accept("cannot write the report: " + e);
        }
        latest = report;
    }

    /** Failures to write stand on their own, folder or file and reason included. */
    private static String words(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
