package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
import io.github.sqliteleak.report.Completeness;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {
    private static final LeakReport CLEAN = Reports.of(new Totals(12, 12, 0, 0, 4, 0));
    private static final LeakReport LEAK = Reports.of(Leak.number(1));

    @TempDir Path directory;

    private CommandLineFixture line;

    @BeforeEach
    void make() {
        line = new CommandLineFixture(directory);
    }

    @Test
    void passesWhenNothingLeaked() throws Exception {
        line.report("sqlite-leaks", CLEAN);
        line.report("sqlite-leaks", CLEAN);

        assertThat(line.run("check"))
                .isEqualTo(
                        new Outcome(
                                ExitStatus.CLEAN,
                                "sqlite-leak-agent: 24 connections opened, all closed (2 JVMs).\n",
                                ""));
    }

    @Test
    void showsWhatAJvmThatWasKilledHadOpenAndIsIncomplete() throws Exception {
        line.report("sqlite-leaks", CLEAN);
        line.report("sqlite-leaks", Reports.unfinished(Leak.number(1).openAtPlanEnd()));

        Outcome outcome = line.run("check");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.out())
                .startsWith(
                        "sqlite-leak-agent: not judged: 1 connection was open when the tests had"
                                + " ended, in a JVM that has not come to its end"
                                + " (22 opened, 21 closed, 2 JVMs)\n")
                .contains("  1 connection, open when the tests had ended\n");
        assertThat(outcome.err())
                .isEqualTo(
                        """
                        sqlite-leak-agent: incomplete data: 1 problem with 2 reports
                          sqlite-leaks/leaks-1-2-2.json: JVM 4711, com.example.App, started at 2026-11-20T12:00:00Z, has not come to its end: killed, or still running; it reported when its tests had ended
                        """);
    }

    @Test
    void passesNoJvmWhoseDriverWasNotTracked() throws Exception {
        LeakReport untracked =
                new LeakReport(
                        Reports.jvm(ExitKind.NORMAL),
                        List.of(new DriverInfo("3.36.0.3", DriverInfo.NOT_TRACKED)),
                        new Totals(0, 0, 0, 0, 0, 0),
                        List.of(),
                        List.of(),
                        List.of());
        line.report("sqlite-leaks", untracked);

        Outcome outcome = line.run("check");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.err())
                .contains(", had a driver that the agent does not track: sqlite-jdbc 3.36.0.3\n");
    }

    @Test
    void passesNoJvmThatDoesNotKnowAllAndSaysSoInEveryFormat() throws Exception {
        line.report(
                "sqlite-leaks",
                Reports.lacking(
                        Completeness.lacking(
                                List.of(
                                        new Completeness.Missing(
                                                Completeness.What.OPENINGS,
                                                null,
                                                2L,
                                                "lost openings to errors")))));

        Outcome outcome = line.run("check");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.out())
                .isEqualTo(
                        """
                        sqlite-leak-agent: 12 connections opened, all closed (1 JVM).
                          incomplete data, not all was judged: sqlite-leaks/leaks-1-2-1.json: JVM 4711, com.example.App, started at 2026-11-20T12:00:00Z, lost openings to errors, for 2 connections
                        """);
        assertThat(outcome.err()).contains(", lost openings to errors, for 2 connections\n");
        for (ReportFormat format : ReportFormat.values()) {
            Outcome report = line.run("report", "--format", format.name().toLowerCase(Locale.ROOT));
            assertThat(report.status()).isEqualTo(ExitStatus.INCOMPLETE);
            // Lines are leaks and nothing else: there the status says it, and standard error.
            assertThat(format == ReportFormat.NDJSON ? report.err() : report.out())
                    .as(format.name())
                    .contains("lost openings to errors, for 2 connections");
        }
    }

    @Test
    void saysTheSameOfAJvmThatWasKilledWhateverHadBeenCollected() throws Exception {
        line.report("open", Reports.unfinished(Leak.number(1).openAtPlanEnd()));
        line.report("collected", Reports.unfinished(Leak.number(1).collected()));

        for (String folder : List.of("open", "collected")) {
            Outcome outcome = line.run("check", folder);
            assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
            assertThat(outcome.out())
                    .startsWith("sqlite-leak-agent: not judged: 1 connection was open when");
            assertThat(line.run("baseline", folder).out()).contains("\"leaks\":[]");
        }
    }

    @Test
    void failsOnWhatATestLeftOpenThoughItsJvmWasKilled() throws Exception {
        line.report("sqlite-leaks", Reports.unfinished(Leak.number(1).openAfter("a.T#x()")));

        assertThat(line.run("check").status()).isEqualTo(ExitStatus.LEAKS);
    }

    @Test
    void failsOnALeakAndAddsUpWhatJvmsReport() throws Exception {
        line.report("a/sqlite-leaks", LEAK);
        line.report("b/sqlite-leaks", LEAK);
        line.report("b/sqlite-leaks", CLEAN);

        Outcome outcome = line.run("check", "a", "b/sqlite-leaks");

        assertThat(outcome.status()).isEqualTo(ExitStatus.LEAKS);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith(
                        """
                        sqlite-leak-agent: 2 connections leaked at 1 site (32 opened, 30 closed, 3 JVMs)

                          2 connections, still open at exit
                            at com.example.Repo.load(Repo.java:42)
                        """);
    }

    @Test
    void takesSuppressionsAndBaselineFromTheirDefaultFiles() throws Exception {
        line.report("sqlite-leaks", LEAK);
        line.report("sqlite-leaks", Reports.of(Leak.number(1).openedIn("a.Job", "run")));
        line.write("sqlite-leak-suppressions.txt", "# why", "open:a.Job#run", "db:*none");
        assertThat(line.run("check").status()).isEqualTo(ExitStatus.LEAKS);

        line.run("baseline", "--output", "sqlite-leak-baseline.json");

        assertThat(line.run("check"))
                .isEqualTo(
                        new Outcome(
                                ExitStatus.CLEAN,
                                """
                                sqlite-leak-agent: no new leak (20 opened, 18 closed, 2 JVMs)

                                  in the baseline: 1 connection at 1 site
                                  suppressed: 1 connection by open:a.Job#run (sqlite-leak-suppressions.txt:2)
                                  never used: db:*none (sqlite-leak-suppressions.txt:3)
                                """,
                                ""));
    }

    @Test
    void failsOnMoreThanTheBaselineAllows() throws Exception {
        line.report("sqlite-leaks", LEAK);
        line.run("baseline", "--output", "known.json");
        line.report("sqlite-leaks", LEAK);

        Outcome outcome = line.run("check", "--baseline", "known.json");

        assertThat(outcome.status()).isEqualTo(ExitStatus.LEAKS);
        assertThat(outcome.out())
                .contains("leaked at 1 site: 0 new, 1 with more than the baseline allows")
                .contains("    baseline:  1, now 2\n");
    }

    @Test
    void takesNoReportForABaseline() throws Exception {
        Path report = line.report("sqlite-leaks", LEAK);

        Outcome outcome = line.run("check", "--baseline", report.toString());

        assertThat(outcome.status()).isEqualTo(ExitStatus.WRONG_USE);
        assertThat(outcome.err())
                .isEqualTo(
                        "sqlite-leak-agent: cannot use the baseline sqlite-leaks/leaks-1-2-1.json:"
                                + " it is a report of the agent, and no baseline; the verb baseline"
                                + " makes one of it\n");
        assertThat(line.run("baseline", "--keep", report.toString()).status())
                .isEqualTo(ExitStatus.WRONG_USE);
    }

    @Test
    void allowsPools() throws Exception {
        line.report("sqlite-leaks", Reports.of(Leak.number(1).owner("pool:HikariCP")));

        assertThat(line.run("check").status()).isEqualTo(ExitStatus.LEAKS);
        assertThat(line.run("check", "--allow-pools").status()).isEqualTo(ExitStatus.CLEAN);
    }

    @ParameterizedTest
    @CsvSource({"2, 0, ''", "3, 0, ''", "1, 1, 'lock timeouts: 2, allowed: 1'"})
    void limitsLockTimeouts(int most, int status, String words) throws Exception {
        line.report("sqlite-leaks", Reports.of(new Totals(3, 3, 0, 0, 1, 0, 9L, 2L)));

        Outcome outcome = line.run("check", "--max-lock-timeouts", Integer.toString(most));

        assertThat(outcome.status()).isEqualTo(status);
        assertThat(outcome.out()).contains(words);
    }

    @Test
    void doesNotPassOnLockTimeoutsThatNobodyCounted() throws Exception {
        line.report("sqlite-leaks", CLEAN);

        Outcome outcome = line.run("check", "--max-lock-timeouts=0");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.err())
                .isEqualTo(
                        "sqlite-leak-agent: lock timeouts were not counted in all JVMs; not in 1\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --suppressions=none.txt | cannot read the suppressions none.txt: no such file
                    --baseline=none.json    | cannot read the baseline none.json: no such file
                    --suppressions=bad.txt  | bad.txt:2: "opn:x" is no pattern; allowed: open:, any:, test:, db:, fp:
                    --baseline=bad.txt      | cannot use the baseline bad.txt: it is no JSON, or cut off:
                    --max-lock-timeouts=-1  | --max-lock-timeouts: "-1" is not allowed; allowed: a whole number from 0 to 9223372036854775807
                    """)
    void saysWhatCannotBeUsed(String option, String words) throws Exception {
        line.report("sqlite-leaks", CLEAN);
        line.write("bad.txt", "fp:1", "opn:x");

        Outcome outcome = line.run("check", option);

        assertThat(outcome.status()).isEqualTo(ExitStatus.WRONG_USE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("sqlite-leak-agent: " + words);
    }
}
