package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.json.ReportFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListCommandTest {
    private static final Instant YEARS_AGO = Instant.parse("2001-01-01T00:00:00Z");

    @TempDir Path directory;

    private CommandLineFixture line;

    @BeforeEach
    void make() {
        line = new CommandLineFixture(directory);
    }

    @Test
    void showsWhoRunsAndWhoIsGoneByTheirMarkers() throws Exception {
        long own = ProcessHandle.current().pid();
        start("running", own, Instant.now());
        start("number-taken", own, YEARS_AGO);
        start("gone", Long.MAX_VALUE, YEARS_AGO);

        assertThat(line.run("list", "running").out())
                .contains(own + " ")
                .containsPattern("running  20\\S+Z +com.example.App  running/leaks-");
        assertThat(line.run("list", "number-taken").out())
                .contains("gone     2001-01-01T00:00:00Z");
        assertThat(line.run("list", "gone").out())
                .contains(Long.MAX_VALUE + " gone")
                .contains("com.example.App  gone/leaks-");
    }

    @Test
    void showsWhoReportedWhenItsTestsHadEndedAndWasKilledThen() throws Exception {
        ReportFiles files = start("killed", Long.MAX_VALUE, YEARS_AGO);
        files.soFar(Reports.unfinished());

        assertThat(line.run("list", "killed").out()).contains(Long.MAX_VALUE + " gone");
    }

    @Test
    void passesOverWhoReported() throws Exception {
        ReportFiles files = start("sqlite-leaks", Long.MAX_VALUE, YEARS_AGO);
        Path marker = line.write("marker", "");
        try (var found = Files.list(directory.resolve("sqlite-leaks"))) {
            Path started = found.findFirst().orElseThrow();
            Files.copy(started, marker, StandardCopyOption.REPLACE_EXISTING);
            files.finish(Reports.of());
            Files.move(marker, started);
        }

        Outcome outcome = line.run("list");

        assertThat(outcome.status()).isEqualTo(ExitStatus.CLEAN);
        assertThat(outcome.out()).doesNotContain(Long.toString(Long.MAX_VALUE));
    }

    @Test
    void saysWhichPathIsNotThere() throws Exception {
        start("gone", Long.MAX_VALUE, YEARS_AGO);

        Outcome outcome = line.run("list", "nowhere", "gone");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.out()).contains(Long.MAX_VALUE + " gone");
        assertThat(outcome.err()).isEqualTo("sqlite-leak-agent: nowhere: no such file or folder\n");
        assertThat(line.run("list").status()).isEqualTo(ExitStatus.CLEAN);
    }

    @ParameterizedTest
    @CsvSource({
        "-Xmx1g -jar app.jar --password=x, app.jar",
        "-jar /srv/key-of-me/app.jar x, app.jar",
        "-cp a:b -ea com.example.App secret, com.example.App",
        "--add-modules x -m mod/com.example.App, mod/com.example.App",
        "@options com.example.App, com.example.App",
        "-version,",
        "-jar,"
    })
    void takesTheMainClassAlone(String arguments, String main) {
        assertThat(JavaArguments.main(List.of(arguments.split(" ")))).isEqualTo(main);
    }

    private ReportFiles start(String folder, long pid, Instant startedAt) throws Exception {
        return ReportFiles.start(
                directory.resolve(folder),
                new JvmInfo(pid, "com.example.App", "17", startedAt, null, null));
    }

    @Test
    void looksAtJavaAlone() {
        assertThat(AgentJvms.isJava("/usr/bin/java")).isTrue();
        assertThat(AgentJvms.isJava("C:\\jdk\\bin\\javaw.exe")).isTrue();
        assertThat(AgentJvms.isJava("/usr/bin/sudo")).isFalse();
        assertThat(AgentJvms.isJava("/opt/java/bin/env")).isFalse();
        assertThat(AgentJvms.isJava("")).isFalse();
    }
}
