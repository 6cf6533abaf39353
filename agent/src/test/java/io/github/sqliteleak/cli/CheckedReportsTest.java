package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
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

/** Which reports are judged, and what becomes of those that cannot be. */
class CheckedReportsTest {
    private static final LeakReport CLEAN = Reports.of(new Totals(12, 12, 0, 0, 4, 0));
    private static final LeakReport LEAK = Reports.of(Leak.number(1));

    @TempDir Path directory;

    private CommandLineFixture line;

    @BeforeEach
    void make() {
        line = new CommandLineFixture(directory);
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

        assertThat(outcome.err()).contains("1 report of an earlier version of the agent");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    closed    | 13   | it contradicts itself: opened 12, closed 13, leaked 0 and excluded 0 do not add up
                    closed    | 7    | it contradicts itself: opened 12, closed 7, leaked 0 and excluded 0 do not add up
                    opened    | -4   | its field "opened" is not a count: -4
                    closed    | 12.5 | its field "closed" is not a whole number: 12.5
                    lockWaits | -1   | its field "lockWaits" is not a count: -1
                    """)
    void takesNoReportForCleanWhoseTotalsCannotBe(String field, String value, String reason)
            throws Exception {
        Path file = line.report("sqlite-leaks", CLEAN);
        assertThat(line.run("check").status()).isEqualTo(ExitStatus.CLEAN);
        String odd = '"' + field + "\":" + value;
        Files.writeString(file, Files.readString(file).replaceFirst('"' + field + "\":\\w+", odd));

        Outcome outcome = line.run("check");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).endsWith("  sqlite-leaks/leaks-1-2-1.json: " + reason + "\n");
    }

    @ParameterizedTest
    @CsvSource({"12, 9, 3", "12, 12, 3", "12, 10, 3"})
    void believesTotalsThatCountExcludedConnectionsAsClosedOrNot(
            long opened, long closed, long excluded) throws Exception {
        line.report("sqlite-leaks", Reports.of(new Totals(opened, closed, 0, excluded, 4, 0)));

        assertThat(line.run("check").status()).isEqualTo(ExitStatus.CLEAN);
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
}
