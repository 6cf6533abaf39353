package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFoldersTest {
    @TempDir private Path folder;

    @Test
    void clearsWhatEarlierBuildsLeft() throws IOException {
        Path old = write("leaks-1-2-3.json", 1_000);
        Path oldMarker = write("leaks-4-5-6.started.json", 1_000);
        Path fresh = write("leaks-7-8-9.json", 2_000);
        Path foreign = write("notes.json", 1_000);

        assertThat(ReportFolders.clear(folder, 2_000)).isEqualTo(2);

        assertThat(List.of(old, oldMarker)).allSatisfy(file -> assertThat(file).doesNotExist());
        assertThat(List.of(fresh, foreign)).allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void clearsLinksAndLeavesWhatTheyLeadTo() throws IOException {
        Path elsewhere = write("report.json", 1_000);
        Path link = Files.createSymbolicLink(folder.resolve("leaks-1-2-3.json"), elsewhere);
        Path lost = folder.resolve("leaks-4-5-6.json");
        Files.createSymbolicLink(lost, Path.of("gone"));

        assertThat(ReportFolders.clear(folder, 2_000)).isEqualTo(1);
        assertThat(ReportFolders.clear(folder, Long.MAX_VALUE)).isEqualTo(1);

        assertThat(elsewhere).exists();
        assertThat(List.of(link, lost)).allSatisfy(file -> assertThat(file).doesNotExist());
        assertThat(ReportFolders.files(folder)).isEmpty();
    }

    @Test
    void findsFoldersThatHoldSomething() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path missing = folder.resolve("missing");
        write("leaks-4-5-6.started.json", 1_000);

        assertThat(ReportFolders.filled(List.of(empty, missing, folder, folder)))
                .containsExactly(folder);
        assertThat(ReportFolders.clear(missing, 2_000)).isZero();
    }

    private Path write(String name, long millis) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "{}");
        return Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
    }
}
