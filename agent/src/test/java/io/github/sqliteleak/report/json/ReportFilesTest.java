package io.github.sqliteleak.report.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.ReportVersion;
import io.github.sqliteleak.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    private static final LeakReport REPORT = Reports.of(Leak.number(1));

    @TempDir Path parent;

    @Test
    void marksTheStart() throws Exception {
        Path folder = parent.resolve("a/b");

        ReportFiles files = ReportFiles.start(folder, Reports.jvm(null));

        assertThat(names(folder)).containsExactly(files.marker().getFileName().toString());
        assertThat(files.marker().getFileName().toString())
                .matches("leaks-4711-1795176000000-[0-9a-f]{8}\\.started\\.json");
        JsonObject marker = JsonParser.object().from(Files.readString(files.marker()));
        assertThat(marker.keySet()).containsExactly("schema", "tool", "jvm");
        assertThat(marker.getObject("jvm").getString("startedAt"))
                .isEqualTo("2026-11-20T12:00:00Z");
        assertThat(marker.getObject("jvm").isNull("endedAt")).isTrue();
        assertThat(marker.getObject("jvm").isNull("exit")).isTrue();
    }

    @Test
    void replacesTheMarkerByTheReport() throws Exception {
        ReportFiles files = ReportFiles.start(parent, Reports.jvm(null));

        Path report = files.finish(REPORT);

        assertThat(names(parent)).containsExactly(report.getFileName().toString());
        assertThat(report.getFileName().toString())
                .isEqualTo(files.marker().getFileName().toString().replace(".started", ""));
        assertThat(Files.readString(report)).isEqualTo(JsonReport.render(REPORT));
    }

    @Test
    void writesInAThreadThatIsInterrupted() throws Exception {
        ReportFiles files = ReportFiles.start(parent, Reports.jvm(null));
        Thread.currentThread().interrupt();

        Path report = files.finish(REPORT);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Files.readString(report)).isEqualTo(JsonReport.render(REPORT));
    }

    @Test
    void keepsTheMarkerBesideAReportThatIsNotTheLastWord() throws Exception {
        ReportFiles files = ReportFiles.start(parent, Reports.jvm(null));

        files.soFar(Reports.unfinished(Leak.number(1)));
        files.soFar(Reports.unfinished(Leak.number(1), Leak.number(2)));

        assertThat(names(parent))
                .containsExactlyInAnyOrder(
                        files.marker().getFileName().toString(),
                        files.report().getFileName().toString());
        assertThat(Files.readString(files.report()))
                .isEqualTo(JsonReport.render(Reports.unfinished(Leak.number(1), Leak.number(2))));
    }

    @Test
    void leavesTheLastWordAlone() throws Exception {
        ReportFiles files = ReportFiles.start(parent, Reports.jvm(null));
        files.soFar(Reports.unfinished(Leak.number(1)));
        files.finish(REPORT);

        files.soFar(Reports.unfinished(Leak.number(1)));

        assertThat(names(parent)).containsExactly(files.report().getFileName().toString());
        assertThat(Files.readString(files.report())).isEqualTo(JsonReport.render(REPORT));
    }

    @Test
    void letsNobodyElseRead() throws Exception {
        assumeThat(parent.getFileSystem().supportedFileAttributeViews()).contains("posix");
        ReportFiles files = ReportFiles.start(parent, Reports.jvm(null));
        assertThat(permissions(files.marker())).isEqualTo("rw-------");

        assertThat(permissions(files.finish(REPORT))).isEqualTo("rw-------");
    }

    @Test
    void getsThroughWithTextThatNoEncodingHas() throws Exception {
        LeakReport report =
                Reports.of(
                        Leak.number(1)
                                .thread("worker \ud800")
                                .database("/data/\udc00.db")
                                .openedIn("app.Repo\ud800", "load")
                                .statement("select '\ud800'", null));

        Path file = ReportFiles.start(parent, Reports.jvm(null)).finish(report);

        String json = Files.readString(file);
        assertThat(json).contains("worker \ufffd", "/data/\ufffd.db", "app.Repo\ufffd.load");
        assertThat(json).isEqualTo(JsonReport.render(report));
    }

    @Test
    void putsNothingOverALaterVersion() throws Exception {
        ReportFiles files = ReportFiles.start(parent, Reports.jvm(null));

        files.put(Reports.of(), ReportVersion.COUNTS);
        files.put(REPORT, ReportVersion.PLAIN);
        files.put(Reports.of(), ReportVersion.COUNTS);
        files.soFar(Reports.of());

        assertThat(files.hasLastWord()).isTrue();
        assertThat(names(parent)).containsExactly(files.report().getFileName().toString());
        assertThat(Files.readString(files.report())).isEqualTo(JsonReport.render(REPORT));
    }

    @Test
    void keepsTheFolderToItsOwner() throws Exception {
        assumeThat(parent.getFileSystem().supportedFileAttributeViews()).contains("posix");

        ReportFiles.start(parent.resolve("a/reports"), Reports.jvm(null));

        assertThat(permissions(parent.resolve("a/reports"))).isEqualTo("rwx------");
    }

    @Test
    void writesThroughOwnLinkToAFolder() throws Exception {
        Path folder = Files.createDirectory(parent.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(parent.resolve("target"), folder);

        Path report = ReportFiles.start(link.resolve("reports"), Reports.jvm(null)).finish(REPORT);

        assertThat(report).startsWith(link);
        assertThat(names(folder.resolve("reports")))
                .containsExactly(report.getFileName().toString());
    }

    @Test
    void keepsJvmsOfOnePidAndInstantApart() throws Exception {
        ReportFiles one = ReportFiles.start(parent, Reports.jvm(null));
        ReportFiles other = ReportFiles.start(parent, Reports.jvm(null));

        one.finish(REPORT);
        other.finish(REPORT);

        assertThat(names(parent)).hasSize(2);
    }

    @Test
    void makesTheFolderAnewWhenItWasDeletedMeanwhile() throws Exception {
        Path folder = parent.resolve("reports");
        ReportFiles files = ReportFiles.start(folder, Reports.jvm(null));
        Files.delete(files.marker());
        Files.delete(folder);

        assertThat(files.finish(REPORT)).exists();
    }

    @Test
    void saysWhyTheFolderCannotBeUsed() throws Exception {
        Path file = Files.createFile(parent.resolve("taken"));

        assertThatThrownBy(() -> ReportFiles.start(file, Reports.jvm(null)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot write to the report folder "
                                + file
                                + ": there is a file of that name");
    }

    @Test
    void leavesTheMarkerAndNothingHalfWrittenWhenTheReportFails() throws Exception {
        ReportFiles files = ReportFiles.start(parent, Reports.jvm(null));
        Path inTheWay = Files.createDirectory(files.report());
        Files.createFile(inTheWay.resolve("full"));

        assertThatThrownBy(() -> files.finish(REPORT))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write the report " + files.report() + ": ");
        assertThat(files.marker()).exists();
        assertThat(names(parent))
                .containsExactlyInAnyOrder(
                        files.marker().getFileName().toString(), inTheWay.getFileName().toString());
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
