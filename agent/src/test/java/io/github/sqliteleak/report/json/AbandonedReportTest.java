package io.github.sqliteleak.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.report.JvmInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedReportTest {
    @TempDir Path folder;

    @Test
    void takesTheFolderAwayThatWasMadeForIt() throws IOException {
        Path made = folder.resolve("made");
        ReportFiles files = start(made);

        files.abandon();

        assertThat(made).doesNotExist();
    }

    @Test
    void leavesTheFolderToAnotherJvmThatUsesIt() throws IOException {
        Path made = folder.resolve("made");
        ReportFiles files = start(made);
        ReportFiles other = start(made);

        files.abandon();

        assertThat(other.marker()).exists();
    }

    @Test
    void leavesNothingBehind() throws IOException {
        ReportFiles files = start(folder);
        assertThat(folder).isNotEmptyDirectory();

        files.abandon();

        assertThat(folder).isEmptyDirectory();
    }

    private static ReportFiles start(Path folder) throws IOException {
        return ReportFiles.start(
                folder, new JvmInfo(1, "app.Main", "17", Instant.EPOCH, null, null));
    }
}
