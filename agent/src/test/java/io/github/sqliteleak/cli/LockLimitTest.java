package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Locks;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each format says of a limit for statements that failed because of a lock. */
class LockLimitTest {
    @TempDir Path directory;

    private CommandLineFixture line;

    @BeforeEach
    void makeAReport() throws Exception {
        line = new CommandLineFixture(directory);
        line.report(
                "sqlite-leaks",
                new LeakReport(
                        Reports.jvm(ExitKind.NORMAL),
                        List.of(new DriverInfo("3.54.1.0", "full")),
                        new Totals(3, 3, 0, 0, 1, 0, 2L, 2L),
                        List.of(),
                        List.of(Locks.wait("com.example.Repo.save(Repo.java:60)").times(2).group()),
                        List.of()));
        line.write("src/main/java/com/example/Repo.java", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    text     | lock timeouts: 2, allowed: 1
                    html     | <em>Too many lock timeouts:</em> 2, and 1 allowed
                    html     | <header class="top bad">
                    json     | "fails":true
                    junit    | failures="1" errors="0" skipped="0"
                    junit    | <failure type="sqlite-lock-timeout" message="lock timeouts: 2, allowed: 1">
                    sarif    | "ruleId":"sqlite-lock-timeout"
                    sarif    | "uri":"src/main/java/com/example/Repo.java"
                    gitlab   | "check_name":"sqlite-lock-timeout"
                    gitlab   | "path":"src/main/java/com/example/Repo.java"
                    markdown | ### More SQLite lock timeouts than allowed
                    markdown | **lock timeouts: 2, allowed: 1**
                    github   | ::error file=src/main/java/com/example/Repo.java,line=60,title=SQLite lock%3A
                    """)
    void saysThatThereAreMore(String format, String part) {
        Outcome outcome = line.run("report", "--format", format, "--max-lock-timeouts=1");

        assertThat(outcome.status()).isEqualTo(ExitStatus.CLEAN);
        assertThat(compact(outcome.out())).contains(part);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    text     | 3 connections opened, all closed
                    html     | <header class="top good">
                    json     | "fails":false
                    junit    | tests="2" failures="0" errors="0" skipped="0"
                    sarif    | "results":[]
                    gitlab   | []
                    markdown | ### No new SQLite connection leak
                    """)
    void passesAsManyAsMayBe(String format, String part) {
        Outcome outcome = line.run("report", "--format", format, "--max-lock-timeouts=2");

        assertThat(compact(outcome.out())).contains(part);
    }

    @Test
    void annotatesNothingThatIsAllowed() {
        assertThat(line.run("report", "--format=github", "--max-lock-timeouts=2").out()).isEmpty();
    }

    /** Counted, and no report has the place: failures at the same place beyond a limit. */
    @ParameterizedTest
    @CsvSource({"junit", "sarif", "gitlab", "github", "markdown", "html", "text", "json"})
    void speaksWithoutAPlace(String format) throws Exception {
        line.report("other", Reports.of(new Totals(3, 3, 0, 0, 1, 0, 9L, 2L)));

        String out = line.run("report", "--format", format, "--max-lock-timeouts=0", "other").out();

        assertThat(compact(out))
                .containsAnyOf(
                        "lock timeouts: 2, allowed: 0", "2, and 0 allowed", "\"fails\":true");
    }

    @ParameterizedTest
    @CsvSource({"junit, skipped", "gitlab, sqlite-leak-incomplete-data", "text, incomplete data"})
    void isIncompleteWhereNobodyCounted(String format, String part) throws Exception {
        line.report("other", Reports.of(new Totals(3, 3, 0, 0, 1, 0)));

        Outcome outcome = line.run("report", "--format", format, "--max-lock-timeouts=0", "other");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.out()).contains(part);
    }

    private static String compact(String text) {
        return text.replaceAll("\\s*\\n\\s*", "").replace("\": ", "\":");
    }
}
