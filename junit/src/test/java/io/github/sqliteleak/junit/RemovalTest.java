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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    void triesAgainInAThreadThatIsInterrupted() throws IOException {
        Thread.currentThread().interrupt();

        Removal.of(faulty("test.db", 4), List.of(), Removal.TIMEOUT).run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(refused).hasSize(4);
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
                        List.of("opened at com.example.Repo.load(Repo.java:42) by thread \"main\""),
                        SHORT);

        assertThatThrownBy(removal::run)
                .hasMessage(
                        "cannot delete the test's database, it is kept: "
                                + file
                                + "\n  still open: opened at com.example.Repo.load(Repo.java:42) by"
                                + " thread \"main\"\n"
                                + "  fix: close each connection to it before the test ends");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test.db-wal", "test.db-shm"})
    void namesWhatIsLeftWhenOnlyAFileBesideTheDatabaseIsRefused(String name) throws IOException {
        Files.createFile(file.resolveSibling("test.db-wal"));
        Files.createFile(file.resolveSibling("test.db-shm"));
        Path left = file.resolveSibling(name);

        Removal removal = Removal.of(faulty(name, Integer.MAX_VALUE), List.of(), SHORT);

        assertThatThrownBy(removal::run)
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith(
                        "cannot delete what is beside the test's database, it is kept: "
                                + left
                                + "\n  the system refused: ");
        assertThat(file).doesNotExist();
        assertThat(left).exists();
    }

    @Test
    void leavesAloneWhatLinksLeadTo() throws IOException {
        Path precious = Files.createDirectory(folder.resolve("precious"));
        Path inside = Files.writeString(precious.resolve("inside.txt"), "stays");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path subfolder = Files.createDirectory(file.resolveSibling("sub"));
        Files.createSymbolicLink(file.resolveSibling("folder"), precious);
        Files.createSymbolicLink(file.resolveSibling("empty"), empty);
        Files.createSymbolicLink(subfolder.resolve("file.db"), inside);
        Files.createSymbolicLink(subfolder.resolve("dangling"), folder.resolve("none"));

        Removal.of(faulty("file.db", 2), List.of(), Removal.TIMEOUT).run();

        assertThat(refused).hasSize(2);
        assertThat(file.getParent()).doesNotExist();
        assertThat(inside).hasContent("stays");
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void leavesAloneWhatTheDatabaseOrItsFolderHasBecomeALinkTo() throws IOException {
        Path precious = Files.createDirectory(folder.resolve("precious"));
        Path database = Files.writeString(precious.resolve("test.db"), "stays");
        Files.delete(file);
        Files.createSymbolicLink(file, database);
        Files.createFile(file.resolveSibling("beside.txt"));

        Removal.ofDatabase(file).run();
        Files.createSymbolicLink(folder.resolve("own"), precious);
        Removal.ofDatabase(file).run();

        assertThat(database).hasContent("stays");
        assertThat(folder.resolve("own")).doesNotExist();
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
