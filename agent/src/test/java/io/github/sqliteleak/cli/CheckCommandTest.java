package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @ParameterizedTest
    @CsvSource({
        "sqlite-leaks, 3",
        "sqlite-leaks/leaks-1-2-1.json, 1",
        "'**/leaks-*.json', 3",
        "'**/sqlite-leaks', 3",
        "'**/deep', 1",
        "'sqlite-leaks/*', 3",
        "'sqlite-leaks/*.json', 2",
        "'*/deep', 1",
        "'sqlite-l?aks', 3",
        "'{none,sqlite-leaks/deep}', 1",
        "., 3"
    })
    void takesFilesFoldersAndGlobs(String path, int reports) throws Exception {
        line.report("sqlite-leaks", CLEAN);
        line.report("sqlite-leaks", CLEAN);
        line.report("sqlite-leaks/deep", CLEAN);
        line.write("sqlite-leaks/deep/other.json", "{}");
        line.write("sqlite-leaks/leaks-1-2-9.json.tmp", "{");

        Outcome outcome = line.run("check", path);

        assertThat(outcome.out() + outcome.err()).contains(" (" + reports + " JVM");
    }

    /** The example of the published format, without any field that was added later. */
    @Test
    void judgesAReportThatHasOnlyTheFieldsThatAreFixed() throws Exception {
        line.write(
                "sqlite-leaks/leaks-1-2-3.json",
                """
                {
                  "schema": 1,
                  "tool": {"name": "sqlite-leak-agent", "version": "0.1.0"},
                  "jvm": {"pid": 4711, "main": "com.example.App", "java": "17.0.15",
                          "startedAt": "2026-11-20T12:00:00Z", "endedAt": "2026-11-20T12:00:09Z",
                          "exit": "normal"},
                  "driver": [{"version": "3.54.1.0", "tracking": "full"}],
                  "totals": {"opened": 12, "closed": 9, "leaked": 3, "excluded": 0, "peakOpen": 4,
                             "failedOpens": 0, "lockWaits": 2, "lockTimeouts": 1},
                  "leaks": [{
                    "fingerprint": "9f2c4e11a0b37d65",
                    "count": 3,
                    "kinds": {"open-at-exit": 2, "garbage-collected": 1, "open-after-test": 0},
                    "owner": "application",
                    "openSite": "com.example.Repo.load(Repo.java:42)",
                    "openStack": ["com.example.Repo.load(Repo.java:42)",
                                  "com.example.App.main(App.java:9)"],
                    "tests": ["com.example.RepoTest#loads()"],
                    "connections": [{
                      "id": 7, "kind": "open-at-exit", "database": "/data/app.db",
                      "url": "jdbc:sqlite:data/app.db",
                      "openedAt": "2026-11-20T12:00:01Z", "openMillis": 8123,
                      "lastUsedMillisAgo": 8001, "thread": "main", "threadAlive": true,
                      "inTransaction": true,
                      "transactionSite": "com.example.Repo.save(Repo.java:60)",
                      "openStatements": [{"sql": "SELECT * FROM t WHERE id = ?",
                                          "cursorOpen": true, "site": "…"}],
                      "forceClose": "closed", "forceCloseDetail": null
                    }]
                  }],
                  "lockWaits": [{
                    "database": "…", "waiterSite": "…", "count": 2, "totalMillis": 410,
                    "maxMillis": 300, "timedOut": 1, "resultCodes": ["SQLITE_BUSY"],
                    "holders": [{"connectionId": 3, "thread": "writer-1", "site": "…",
                                 "openSite": "…", "pid": null, "process": null,
                                 "evidence": "write-transaction"}]
                  }],
                  "databases": [{
                    "path": "…", "journalMode": "wal", "walBytesBefore": 41232, "walBytesAfter": 0,
                    "checkpoint": {"result": "truncated", "reason": null, "busy": 0, "log": 10,
                                   "checkpointed": 10},
                    "auxiliaryFilesLeft": []
                  }]
                }
                """);

        Outcome outcome = line.run("check");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isEqualTo(ExitStatus.LEAKS);
        assertThat(outcome.out())
                .contains("3 connections leaked at 1 site (12 opened, 9 closed, 1 JVM)")
                .contains("cleanup:   not known how many of 3 closed by the agent");
    }

    @Test
    void countsAFileOnceHoweverOftenItIsGiven() throws Exception {
        Path file = line.report("sqlite-leaks", CLEAN);

        assertThat(line.run("check", "sqlite-leaks", file.toString(), "*/*.json").out())
                .contains("(1 JVM)");
    }

    @ParameterizedTest
    @CsvSource({
        "clean, clean/*.json",
        "clean/*, clean/*",
        "clean/leaks-1-2-1.json, '**/*.json'",
        "'**/clean', clean/leaks*"
    })
    void takesAGlobWhoseFilesAnEarlierPathReached(String earlier, String glob) throws Exception {
        line.report("clean", CLEAN);

        Outcome outcome = line.run("check", earlier, glob);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isEqualTo(ExitStatus.CLEAN);
        assertThat(outcome.out()).contains("(1 JVM)");
        assertThat(line.run("check", earlier, "other/*").err())
                .contains("  other/*: matches no report\n");
    }

    @Test
    void takesAPathThatBeginsWithAnAtSign() throws Exception {
        line.report("@work", CLEAN);

        assertThat(line.run("check", "@work").out()).contains("(1 JVM)");
    }

    @Test
    void followsALinkToAFolder() throws Exception {
        line.report("build-7/sqlite-leaks", CLEAN);
        Files.createSymbolicLink(directory.resolve("latest"), Path.of("build-7"));

        assertThat(line.run("check", "latest").out()).contains("(1 JVM)");
    }

    @Test
    void namesWhatIsBrokenAndShowsTheRest() throws Exception {
        line.report("sqlite-leaks", CLEAN);
        line.write("sqlite-leaks/leaks-9-9-9.json", "{\"schema\":1,\"tool\":");
        line.write("sqlite-leaks/leaks-9-9-8.json");
        line.marker("sqlite-leaks");

        Outcome outcome = line.run("check");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.out()).contains("12 connections opened, all closed (1 JVM).");
        assertThat(outcome.err())
                .startsWith("sqlite-leak-agent: incomplete data: 3 problems with 3 reports\n")
                .contains("  sqlite-leaks/leaks-9-9-8.json: it is empty\n")
                .contains("  sqlite-leaks/leaks-9-9-9.json: it is no JSON, or cut off: ")
                .containsPattern(
                        "  sqlite-leaks/leaks-4711-\\d+-\\w+\\.started\\.json: JVM 4711, com.example"
                                + ".App, started at 2026-11-20T12:00:00Z, has not reported: killed, or"
                                + " still running\n");
    }

    @Test
    void takesNoReportForCleanThatContradictsItself() throws Exception {
        line.report("sqlite-leaks", CLEAN);
        line.report("sqlite-leaks", Reports.of(new Totals(12, 7, 5, 0, 4, 0)));

        Outcome outcome = line.run("check");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.out()).contains("12 connections opened, all closed (1 JVM).");
        assertThat(outcome.err())
                .isEqualTo(
                        """
                        sqlite-leak-agent: incomplete data: 1 problem with 2 reports
                          sqlite-leaks/leaks-1-2-2.json: it contradicts itself: totals.leaked is 5, and the counts of its leaks add up to 0
                        """);
    }

    @Test
    void failsOnTheLeaksOfAReportThatContradictsItself() throws Exception {
        Path file = line.report("sqlite-leaks", LEAK);
        String json = Files.readString(file);
        Files.writeString(file, json.replace("\"leaked\":1,", "\"leaked\":0,"));

        Outcome outcome = line.run("check");

        assertThat(outcome.status()).isEqualTo(ExitStatus.LEAKS);
        assertThat(outcome.err())
                .contains("totals.leaked is 0, and the counts of its leaks add up to 1");
    }

    @Test
    void failsOnALeakThoughDataIsIncomplete() throws Exception {
        line.report("sqlite-leaks", LEAK);
        line.marker("sqlite-leaks");

        assertThat(line.run("check").status()).isEqualTo(ExitStatus.LEAKS);
    }

    @Test
    void endsWithIncompleteWhenThereIsNoReport() throws Exception {
        line.write("empty/readme.txt", "");

        assertThat(line.run("check"))
                .isEqualTo(
                        new Outcome(
                                ExitStatus.INCOMPLETE,
                                "",
                                """
                                sqlite-leak-agent: incomplete data: 1 problem with 0 reports
                                  sqlite-leaks: no such file or folder
                                """));
        assertThat(line.run("check", "empty").err()).contains("  empty: there is no report\n");
        assertThat(line.run("check", "*.json").err()).contains("  *.json: matches no report\n");
    }

    @Test
    void endsWithIncompleteWhenAFolderThatIsNamedHasNone() throws Exception {
        line.report("clean/sqlite-leaks", CLEAN);
        line.write("empty/readme.txt", "");

        for (String verb : List.of("check", "report", "baseline")) {
            Outcome outcome = line.run(verb, "clean", "empty");
            assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
            assertThat(outcome.out()).isNotEmpty();
            assertThat(outcome.err()).endsWith("  empty: there is no report\n");
        }
        assertThat(line.run("check", "clean", "none*").err())
                .endsWith("  none*: matches no report\n");
        assertThat(line.run("check", "clean", "clean/sqlite-leaks", ".").status()).isZero();
        assertThat(line.run("list", "empty").status()).isZero();
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
