package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import jdk.jfr.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JfcCommandTest {
    @TempDir Path directory;

    private CommandLineFixture line;

    @BeforeEach
    void make() {
        line = new CommandLineFixture(directory);
    }

    @Test
    void writesWhatMayStayOn() throws Exception {
        Outcome outcome = line.run("jfc");

        assertThat(outcome)
                .isEqualTo(
                        new Outcome(
                                ExitStatus.CLEAN,
                                "",
                                """
                                sqlite-leak-agent: wrote sqlite.jfc; to use it:
                                  java -XX:StartFlightRecording:settings=default,settings=sqlite.jfc …
                                """));
        assertThat(settings("sqlite.jfc"))
                .containsEntry("sqlite.ConnectionLeak#enabled", "true")
                .containsEntry("sqlite.ConnectionClose#enabled", "false")
                .containsEntry("sqlite.PoolBorrow#enabled", "false")
                .containsEntry("sqlite.ConnectionOpen#throttle", "100/s")
                .containsEntry("sqlite.LockWait#threshold", "20 ms");
    }

    @Test
    void writesAllForASearch() throws Exception {
        assertThat(line.run("jfc", "--investigation", "sub/all.jfc").status()).isZero();

        assertThat(settings("sub/all.jfc"))
                .containsEntry("sqlite.ConnectionClose#enabled", "true")
                .containsEntry("sqlite.Transaction#threshold", "0 ns")
                .containsEntry("sqlite.ConnectionOpen#throttle", "off");
    }

    @Test
    void overwritesOnlyWhenTold() throws Exception {
        line.write("mine.jfc", "mine");

        assertThat(line.run("jfc", "mine.jfc"))
                .isEqualTo(
                        new Outcome(
                                ExitStatus.WRONG_USE,
                                "",
                                "sqlite-leak-agent: cannot write mine.jfc: it exists; allowed: a new"
                                        + " file, an existing one with --force, or - for standard"
                                        + " output\n"));
        assertThat(directory.resolve("mine.jfc")).hasContent("mine");

        assertThat(line.run("jfc", "--force", "mine.jfc").status()).isZero();
        assertThat(settings("mine.jfc")).containsKey("sqlite.Statistics#period");
    }

    @Test
    void writesNoFileOverAFolder() throws IOException {
        Files.createDirectory(directory.resolve("folder"));

        assertThat(line.run("jfc", "--force", "folder").status()).isEqualTo(ExitStatus.WRONG_USE);
    }

    @Test
    void writesToStandardOutput() throws Exception {
        Outcome outcome = line.run("jfc", "-");

        assertThat(outcome.err()).isEmpty();
        assertThat(Configuration.create(new StringReader(outcome.out())).getSettings())
                .containsEntry("sqlite.Statistics#period", "10 s");
        assertThat(directory).isEmptyDirectory();
    }

    private Map<String, String> settings(String file) throws IOException, ParseException {
        return Configuration.create(directory.resolve(file)).getSettings();
    }
}
