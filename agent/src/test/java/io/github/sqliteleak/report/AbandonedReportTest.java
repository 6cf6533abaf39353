package io.github.sqliteleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedReportTest {
    @TempDir Path folder;

    @Test
    void leavesNothingBehind() throws IOException {
        JvmInfo jvm = new JvmInfo(1, "app.Main", "17", Instant.EPOCH, null, null);
        ReportFiles files = ReportFiles.start(folder, jvm);
        assertThat(folder).isNotEmptyDirectory();

        files.abandon();

        assertThat(folder).isEmptyDirectory();
    }
}
