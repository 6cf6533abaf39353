package io.github.sqliteleak.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.Reports;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What results may be written to. */
class OutputFileTest {
    @TempDir Path folder;
    private CommandLineFixture line;

    @BeforeEach
    void aReport() throws Exception {
        line = new CommandLineFixture(folder);
        line.report("sqlite-leaks", Reports.of(Leak.number(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseline --output=FILE",
                "report --output=FILE --format=json",
                "report --output=FILE --format=html",
                "jfc FILE --force"
            })
    void isReadableByItsOwnerOnlyAndReplacesWhatIsThere(String command) throws Exception {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path other = Files.writeString(folder.resolve("other"), "other");
        Files.createLink(folder.resolve("out.file"), other);

        assertThat(run(command).status()).isZero();

        Path file = folder.resolve("out.file");
        assertThat(Files.readString(file)).isNotEqualTo("other").isNotEmpty();
        assertThat(Files.readString(other)).isEqualTo("other");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline --output=FILE", "report --output=FILE", "jfc FILE"})
    void isNotWrittenThroughALinkUnasked(String command) throws Exception {
        Path target = folder.resolve("target");
        Path link = Files.createSymbolicLink(folder.resolve("out.file"), target);

        Outcome refused = run(command);

        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_USE);
        assertThat(refused.err())
                .startsWith("sqlite-leak-agent: cannot write out.file: it is a symbolic link");
        assertThat(target).doesNotExist();

        assertThat(run(command + " --force").status()).isZero();
        assertThat(target).isNotEmptyFile();
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void canBeADevice() {
        assumeThat(Path.of("/dev/null")).exists();

        assertThat(line.run("report", "--output=/dev/null").status()).isZero();
        assertThat(Files.isRegularFile(Path.of("/dev/null"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void getsThroughWithTextThatNoEncodingHas() throws Exception {
        Path report = line.report("sqlite-leaks", Reports.of(Leak.number(1).thread("a THREAD b")));
        Files.writeString(report, Files.readString(report).replace("THREAD", "\\ud800"));

        assertThat(line.run("report", "--format=json", "--output=all.json").status()).isZero();

        assertThat(folder.resolve("all.json")).content().contains("a \ufffd b");
    }

    @Test
    void readsWhatIsNotInUtf8() throws Exception {
        Path report = line.report("sqlite-leaks", Reports.of(Leak.number(1).thread("a THREAD b")));
        // Half of a surrogate pair as some programs encode it.
        String half = new String(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, ISO_8859_1);
        Files.writeString(report, Files.readString(report).replace("THREAD", half), ISO_8859_1);

        for (String format : new String[] {"text", "json", "sarif"}) {
            Outcome outcome = line.run("report", "--format=" + format);
            assertThat(outcome.status()).as(outcome.err()).isZero();
        }
        assertThat(line.run("check").status()).isEqualTo(ExitStatus.LEAKS);
    }

    private Outcome run(String command) {
        return line.run(command.replace("FILE", "out.file").split(" "));
    }
}
