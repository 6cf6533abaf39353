package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.Reports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {
    @TempDir Path directory;

    private CommandLineFixture line;

    @BeforeEach
    void makeALeak() throws Exception {
        line = new CommandLineFixture(directory);
        line.report("sqlite-leaks", Reports.of(Leak.number(1).thread("ü")));
        line.write("src/main/java/com/example/Repo.java", "");
    }

    @ParameterizedTest
    @CsvSource({
        "text, sqlite-leak-agent: 1 connection leaked at 1 site",
        "html, <title>1 connection leaked at 1 site",
        "json, '\"thread\":\"ü\"'",
        "ndjson, '\"site\":\"com.example.Repo.load(Repo.java:42)\"'",
        "junit, <testcase classname=\"com.example.Repo\"",
        "sarif, '\"uri\":\"src/main/java/com/example/Repo.java\"'",
        "gitlab, '\"path\":\"src/main/java/com/example/Repo.java\"'",
        "markdown, ### 1 SQLite connection leak site",
        "github, '::error file=src/main/java/com/example/Repo.java,line=42,'"
    })
    void showsLeaksWithoutFailingOnThem(String format, String part) {
        Outcome outcome = line.run("report", "--format", format);

        assertThat(outcome.status()).isEqualTo(ExitStatus.CLEAN);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains(part).endsWith("\n");
    }

    @Test
    void writesToAFile() throws Exception {
        Outcome outcome = line.run("report", "--format=sarif", "--output=out/leaks.sarif");

        assertThat(outcome).isEqualTo(new Outcome(ExitStatus.CLEAN, "", ""));
        assertThat(Files.readString(directory.resolve("out/leaks.sarif")))
                .isEqualTo(line.run("report", "--format=sarif").out());
    }

    /** What an earlier run wrote must not stand for this one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    text     | there is no report, nothing was judged
                    html     | Nothing was judged:
                    json     | "problems":["marked/leaks-
                    junit    | <skipped message="there is no report, nothing was judged"
                    sarif    | "executionSuccessful":false
                    gitlab   | "description":"SQLite connections: there is no report, nothing was judged: marked/leaks-
                    markdown | ### SQLite connections: there is no report, nothing was judged
                    github   | ::warning title=sqlite-leak-agent::marked/leaks-
                    """)
    void writesThatNothingWasJudgedWhereNoJvmHasReported(String format, String part)
            throws Exception {
        line.marker("marked");
        Path file = line.write("old", "of an earlier run");

        Outcome outcome = line.run("report", "--format", format, "--output=old", "marked");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(Files.readString(file))
                .contains(part)
                .contains("killed, or still running")
                .doesNotContain("earlier run", "o new", "othing leaked", "no leaked connection");
    }

    @Test
    void looksForSourcesWhereItIsTold() throws Exception {
        line.write("generated/com/example/Repo.java", "");

        assertThat(line.run("report", "--format=github", "--source", "generated").out())
                .contains("file=generated/com/example/Repo.java");
    }

    @Test
    void tellsFormatsWhatIsMissing() throws Exception {
        line.write("sqlite-leaks/leaks-9-9-9.json", "");

        Outcome outcome = line.run("report", "--format=markdown");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.out()).contains("- incomplete: sqlite-leaks/leaks-9");
    }

    /** What is left of a site may be nothing that its report shows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "html",
                "json",
                "ndjson",
                "junit",
                "sarif",
                "gitlab",
                "markdown",
                "github"
            })
    void showsASiteOfWhichNoConnectionIsShown(String format) throws Exception {
        Leak[] leaks = new Leak[30];
        for (int i = 0; i < leaks.length; i++) {
            leaks[i] = Leak.number(i + 1).database(i < 25 ? "/a/cache.db" : "/a/app.db");
        }
        Path report = line.report("many", Reports.of(leaks));
        String old = Files.readString(report).replaceAll("(?s)\"parts\":\\[.*?\\}\\],", "");
        line.write("old/leaks-1-2-3.json", old);
        line.write("s.txt", "db:*cache.db");

        for (String folder : List.of("many", "old")) {
            Outcome outcome =
                    line.run("report", "--format", format, "--suppressions=s.txt", folder);
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.status()).isEqualTo(ExitStatus.CLEAN);
            assertThat(outcome.out()).contains(folder.equals("many") ? "5" : "10", "Repo");
        }
    }

    @Test
    void takesSuppressionsToo() throws Exception {
        line.write("s.txt", "any:com.example.**");

        assertThat(line.run("report", "--format=github", "--suppressions=s.txt").out()).isEmpty();
        assertThat(line.run("report", "--format=sarif", "--suppressions=s.txt").out())
                .contains("\"justification\":\"any:com.example.**\"");
    }

    @Test
    void saysWhereItCannotWrite() throws Exception {
        line.write("taken", "");

        Outcome outcome = line.run("report", "--output=taken/x");

        assertThat(outcome.status()).isEqualTo(ExitStatus.WRONG_USE);
        assertThat(outcome.err()).startsWith("sqlite-leak-agent: cannot write taken/x: ");
    }
}
