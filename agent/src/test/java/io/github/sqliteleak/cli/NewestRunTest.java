package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.json.ReportFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several runs of a program in one folder. */
class NewestRunTest {
    private static final String APP = "com.example.App";
    private static final String NOTE =
            "com.example.App in sqlite-leaks: 3 runs, the newest of 2026-11-20T12:02:00Z; leaks of"
                    + " older runs are in it: empty the folder before a run, or leave them out by"
                    + " --newest-run";

    @TempDir Path directory;

    private CommandLineFixture line;

    @BeforeEach
    void make() {
        line = new CommandLineFixture(directory);
    }

    private void run(String main, int minute, boolean leaky) throws Exception {
        LeakReport like = leaky ? Reports.of(Leak.number(1)) : clean();
        line.report(
                "sqlite-leaks",
                new LeakReport(
                        jvm(main, minute, true),
                        like.drivers(),
                        like.totals(),
                        like.leaks(),
                        List.of(),
                        List.of()));
    }

    private static LeakReport clean() {
        return new LeakReport(
                Reports.jvm(ExitKind.NORMAL),
                List.of(new DriverInfo("3.54.1.0", "full")),
                new Totals(3, 3, 0, 0, 1, 0, 0L, 0L),
                List.of(),
                List.of(),
                List.of());
    }

    private static JvmInfo jvm(String main, int minute, boolean ended) {
        return new JvmInfo(
                4711,
                main,
                "17.0.15",
                Leak.NOON.plusSeconds(60L * minute),
                ended ? Leak.NOON.plusSeconds(60L * minute + 9) : null,
                ended ? ExitKind.NORMAL : null);
    }

    @Test
    void saysThatLeaksAreOfOlderRuns() throws Exception {
        run(APP, 0, true);
        run(APP, 1, true);
        run(APP, 2, false);

        Outcome outcome = line.run("check");

        assertThat(outcome.status()).isEqualTo(ExitStatus.LEAKS);
        assertThat(outcome.out()).contains("  " + NOTE + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text", "html", "json", "junit", "sarif", "gitlab", "markdown", "github"})
    void saysSoInEachFormat(String format) throws Exception {
        run(APP, 0, true);
        run(APP, 1, false);
        run(APP, 2, false);

        assertThat(line.run("report", "--format", format).out().replace("%3A", ":"))
                .contains(": 3 runs, the newest of 2026");
    }

    @Test
    void judgesTheNewestAlone() throws Exception {
        run(APP, 0, true);
        run(APP, 2, false);
        run(APP, 1, true);

        Outcome outcome = line.run("check", "--newest-run");

        assertThat(outcome.status()).isEqualTo(ExitStatus.CLEAN);
        assertThat(outcome.out())
                .isEqualTo(
                        """
                        sqlite-leak-agent: 3 connections opened, all closed (1 JVM).

                          newest runs alone: 2 files of older runs are left out
                        """);
    }

    @Test
    void failsOnALeakOfTheNewest() throws Exception {
        run(APP, 0, false);
        run(APP, 1, true);

        assertThat(line.run("check", "--newest-run").status()).isEqualTo(ExitStatus.LEAKS);
        assertThat(line.run("check").out()).doesNotContain("runs, the newest");
    }

    /** JVMs side by side, other programs, and the forks of test plugins. */
    @Test
    void takesOneRunForOne() throws Exception {
        String fork = "/work/orders/target/surefire/surefirebooter-2026_3.jar";
        run(APP, 0, true);
        run(APP, 0, false);
        run("com.example.Other", 3, false);
        run(fork, 4, true);
        run(fork, 5, false);
        run("worker.org.gradle.process.internal.worker.GradleWorkerMain", 6, true);
        run("worker.org.gradle.process.internal.worker.GradleWorkerMain", 7, false);

        Outcome outcome = line.run("check", "--newest-run");

        assertThat(outcome.out()).contains("3 connections leaked").doesNotContain("left out");
        assertThat(line.run("check").out()).doesNotContain("runs, the newest");
    }

    @Test
    void leavesOutAnOlderRunThatWasKilled() throws Exception {
        ReportFiles.start(directory.resolve("sqlite-leaks"), jvm(APP, 0, false));
        run(APP, 1, false);

        assertThat(line.run("check").status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(line.run("check", "--newest-run").status()).isEqualTo(ExitStatus.CLEAN);
    }

    @Test
    void doesNotPassWhenTheNewestWasKilled() throws Exception {
        run(APP, 0, false);
        ReportFiles.start(directory.resolve("sqlite-leaks"), jvm(APP, 1, false));

        Outcome outcome = line.run("check", "--newest-run");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.err()).contains("has not reported");
    }

    @Test
    void leavesNoOlderRunThatGoesOn() throws Exception {
        long started = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        JvmInfo living =
                new JvmInfo(
                        ProcessHandle.current().pid(),
                        APP,
                        "17",
                        java.time.Instant.ofEpochMilli(started),
                        null,
                        null);
        ReportFiles.start(directory.resolve("sqlite-leaks"), living);
        int minute = (int) ((System.currentTimeMillis() - Leak.NOON.toEpochMilli()) / 60_000) + 1;
        run(APP, minute, false);

        assertThat(line.run("check", "--newest-run").status()).isEqualTo(ExitStatus.INCOMPLETE);
    }
}
