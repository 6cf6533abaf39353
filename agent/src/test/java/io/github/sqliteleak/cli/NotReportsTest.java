package io.github.sqliteleak.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has the name of a report and is no file stands for no report, and is never waited for. */
@DisabledOnOs(OS.WINDOWS)
class NotReportsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String FIFO = "it is no file, but a FIFO or a device";

    @TempDir Path directory;

    private CommandLineFixture line;

    @BeforeEach
    void make() throws IOException {
        line = new CommandLineFixture(directory);
        line.report("ok", Reports.of(new Totals(12, 12, 0, 0, 4, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "folder, it is a folder",
        "fifo, " + FIFO,
        "socket, " + FIFO,
        "device, " + FIFO,
        "broken link, a link that leads nowhere",
        "link to fifo, " + FIFO,
    })
    void doNotStandForTheReportOfAJvmThatNeverReported(String kind, String reason)
            throws Exception {
        Path marker = line.marker("sqlite-leaks");
        make(ReportFinder.reportOf(marker), kind);

        for (String path : new String[] {".", "sqlite-leaks/*", "**/*.json", "sqlite-leaks"}) {
            Outcome outcome = run("check", "ok", path);
            assertThat(outcome.status()).as(path).isEqualTo(ExitStatus.INCOMPLETE);
            assertThat(outcome.err())
                    .contains(" has not reported: killed, or still running", ".json: " + reason);
        }
        Outcome marked = run("check", "ok", "sqlite-leaks/" + marker.getFileName());
        assertThat(marked.err()).contains(" has not reported: killed, or still running");
        assertThat(run("list", "sqlite-leaks").out()).contains("4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "fifo", "socket", "device", "broken link"})
    void areNamedWithoutAMarkerAndInThePlaceOfOne(String kind) throws Exception {
        make(directory.resolve("one/leaks-1-2-a.json"), kind);
        make(directory.resolve("two/leaks-1-2-a.started.json"), kind);

        for (String folder : new String[] {"one", "two"}) {
            Outcome outcome = run("check", "ok", folder);
            assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
            assertThat(outcome.err()).contains(folder + "/leaks-1-2-a");
            assertThat(run("list", folder).status()).isNotEqualTo(ExitStatus.CLEAN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifo", "socket", "device"})
    void areNeverWaitedForWhenGivenByName(String kind) throws Exception {
        make(directory.resolve("leaks-1-2-a.json"), kind);
        make(directory.resolve("leaks-1-2-a.started.json"), kind);
        make(directory.resolve("words.txt"), kind);
        make(directory.resolve("link.json"), "link to fifo");

        for (String verb : new String[] {"check", "report", "baseline"}) {
            for (String file : new String[] {"leaks-1-2-a.json", "words.txt", "link.json"}) {
                Outcome outcome = run(verb, "ok", file);
                assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
                assertThat(outcome.err()).contains(file + ": " + FIFO);
            }
            assertThat(run(verb, "ok", "leaks-1-2-a.started.json").status())
                    .isEqualTo(ExitStatus.INCOMPLETE);
        }
        assertThat(run("check", "ok", "--baseline", "words.txt").err())
                .isEqualTo("sqlite-leak-agent: cannot read the baseline words.txt: " + FIFO + "\n");
        assertThat(run("check", "ok", "--suppressions", "words.txt").status())
                .isEqualTo(ExitStatus.WRONG_USE);
        assertThat(run("baseline", "ok", "--keep", "words.txt").status())
                .isEqualTo(ExitStatus.WRONG_USE);
    }

    @Test
    void aFolderOfAnyOtherNameMayEndAsAReportDoes() throws Exception {
        Files.createDirectories(directory.resolve("ok/leaks-of-today.json"));

        assertThat(run("check", "ok").status()).isEqualTo(ExitStatus.CLEAN);
        assertThat(run("check", "ok/*").status()).isEqualTo(ExitStatus.CLEAN);
    }

    private Outcome run(String... arguments) {
        return assertTimeoutPreemptively(LONG, () -> line.run(arguments));
    }

    private void make(Path file, String kind) throws Exception {
        Files.createDirectories(file.getParent());
        switch (kind) {
            case "folder" -> Files.createDirectory(file);
            case "fifo" -> fifo(file);
            case "socket" -> socket(file);
            case "device" -> Files.createSymbolicLink(file, Path.of("/dev/null"));
            case "broken link" -> Files.createSymbolicLink(file, directory.resolve("nowhere"));
            default -> {
                Path fifo = file.resolveSibling(file.getFileName() + ".fifo");
                fifo(fifo);
                Files.createSymbolicLink(file, fifo);
            }
        }
    }

    private static void fifo(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("mkfifo", file.toString()).inheritIO().start();
        assertThat(process.waitFor(60, SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    /** The file outlives the channel. */
    private static void socket(Path file) throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(file));
        }
    }
}
