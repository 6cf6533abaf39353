package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** Deletes as Windows refuses them; who holds a file on Linux is in {@link TestDatabaseTest}. */
class RemovalTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir Path folder;
    private Path file;
    private final List<Path> refused = new ArrayList<>();

    @BeforeEach
    void create() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        file = Files.createFile(own.resolve("test.db"));
    }

    @Test
    void triesAgainWhatIsRefusedAtFirst() throws IOException {
        Files.createFile(file.resolveSibling("beside.txt"));

        Removal.of(faulty("test.db", 4), List.of(), Removal.TIMEOUT).run();

        assertThat(refused).containsExactly(file, file, file, file);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void triesAgainFilesOfItsOwnBesideTheDatabase() throws IOException {
        Path other = Files.createFile(file.resolveSibling("attached.db"));

        Removal.of(faulty("attached.db", 3), List.of(), Removal.TIMEOUT).run();

        assertThat(refused).containsExactly(other, other, other);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void failsAndKeepsTheFileWhenItIsRefusedToTheEnd() {
        Removal removal = Removal.of(faulty("test.db", Integer.MAX_VALUE), List.of(), SHORT);

        assertThatThrownBy(removal::run)
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage(
                        "cannot delete the test's database, it is kept: "
                                + file
                                + "\n  the system refused: java.nio.file.FileSystemException: "
                                + file
                                + ": "
                                + FaultyProvider.REFUSAL
                                + "\n  fix: close each connection to it before the test ends");
        assertThat(file).exists();
        assertThat(refused).hasSizeGreaterThan(1);
    }

    @Test
    void namesTheOpenSiteOfWhatIsRefused() {
        Removal removal =
                Removal.of(
                        faulty("test.db", Integer.MAX_VALUE),
                        List.of("com.example.Repo.load(Repo.java:42) by thread \"main\""),
                        SHORT);

        assertThatThrownBy(removal::run)
                .hasMessage(
                        "cannot delete the test's database, it is kept: "
                                + file
                                + "\n  still open: opened at com.example.Repo.load(Repo.java:42) by"
                                + " thread \"main\"\n"
                                + "  fix: close each connection to it before the test ends");
    }

    @Test
    void isQuietAboutADatabaseThatTheTestDeleted() throws IOException {
        Files.delete(file);

        Removal.of(faulty("none", 1), List.of(), SHORT).run();

        assertThat(folder).isEmptyDirectory();
    }

    /** The database on a file system that refuses to delete this name so many times. */
    private Path faulty(String name, int times) {
        return new FaultyFileSystem(
                        path -> {
                            boolean refuses =
                                    path.endsWith(name)
                                            && (refused.size() < times
                                                    || times == Integer.MAX_VALUE);
                            if (refuses) {
                                refused.add(path);
                            }
                            return refuses;
                        })
                .of(file);
    }
}
