package io.github.sqliteleak.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.sqliteleak.files.PrivateFolder.Content;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrivateFolderTest {
    private static final Content CONTENT = out -> out.write("ours");

    @TempDir static Path real;

    /** With handles of folders, without, and without owners. */
    static List<Path> parents() throws IOException {
        return List.of(
                Files.createTempDirectory(real, "parent"),
                Files.createDirectories(unix().getPath("/home")),
                Files.createDirectories(windows().getPath("C:\\home")));
    }

    private static FileSystem unix() {
        return Jimfs.newFileSystem(
                Configuration.unix().toBuilder()
                        .setAttributeViews("basic", "owner", "posix", "unix")
                        .build());
    }

    private static FileSystem windows() {
        return Jimfs.newFileSystem(Configuration.windows());
    }

    @ParameterizedTest
    @MethodSource("parents")
    void writesAndReplaces(Path parent) throws Exception {
        Path folder = parent.resolve("a").resolve("b");
        try (PrivateFolder target = PrivateFolder.make(folder)) {
            target.write("new", CONTENT);
            target.move("new", "report");
            target.write("new", out -> out.write("later \ud800 ü"));
            target.move("new", "report");
            target.delete("missing");

            assertThat(target.has("report")).isTrue();
            assertThat(target.has("new")).isFalse();
        }

        assertThat(Files.readString(folder.resolve("report"))).isEqualTo("later \ufffd ü");
        assertThat(names(folder)).containsExactly("report");
    }

    @ParameterizedTest
    @MethodSource("parents")
    void writesOnlyWhatIsNew(Path parent) throws Exception {
        Files.writeString(parent.resolve("taken"), "theirs");
        try (PrivateFolder target = PrivateFolder.open(parent)) {
            assertThatThrownBy(() -> target.write("taken", CONTENT))
                    .isInstanceOf(FileAlreadyExistsException.class);

            target.delete("taken");
            target.write("taken", CONTENT);
        }

        assertThat(Files.readString(parent.resolve("taken"))).isEqualTo("ours");
    }

    /** What the owner of the folder can do between the making of the file and the writing. */
    @ParameterizedTest
    @MethodSource("parents")
    void writesToWhatItMadeThoughALinkHasTakenItsPlace(Path parent) throws Exception {
        Path precious = Files.writeString(parent.resolve("precious"), "precious");
        Path folder = Files.createDirectory(parent.resolve("reports"));
        Path made = folder.resolve("made");
        try (PrivateFolder target = PrivateFolder.open(folder)) {
            target.write(
                    "made",
                    out -> {
                        Files.move(made, folder.resolve("moved"));
                        Files.createSymbolicLink(made, precious);
                        out.write("ours");
                    });
        }

        assertThat(Files.readString(precious)).isEqualTo("precious");
        assertThat(Files.readString(folder.resolve("moved"))).isEqualTo("ours");
        assertThat(Files.isSymbolicLink(made)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("parents")
    void replacesALinkAndNotItsTarget(Path parent) throws Exception {
        Path precious = Files.writeString(parent.resolve("precious"), "precious");
        Path link = Files.createSymbolicLink(parent.resolve("report"), precious);
        try (PrivateFolder target = PrivateFolder.open(parent)) {
            assertThatThrownBy(() -> target.write("report", CONTENT))
                    .isInstanceOf(FileAlreadyExistsException.class);
            target.write("new", CONTENT);
            target.move("new", "report");
        }

        assertThat(Files.readString(precious)).isEqualTo("precious");
        assertThat(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    /** The folder that was opened stays the one, wherever its name leads by now. */
    @Test
    void staysInTheFolderThatItOpened() throws Exception {
        Path parent = Files.createTempDirectory(real, "parent");
        Path folder = Files.createDirectory(parent.resolve("reports"));
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        try (PrivateFolder target = PrivateFolder.open(folder)) {
            Files.move(folder, parent.resolve("moved"));
            Files.createSymbolicLink(folder, elsewhere);

            target.write("new", CONTENT);
            target.move("new", "report");
        }

        if (isLinux()) {
            assertThat(names(parent.resolve("moved"))).containsExactly("report");
            assertThat(names(elsewhere)).isEmpty();
        }
    }

    @Test
    void letsNobodyElseRead() throws Exception {
        assumeThat(real.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path parent = Files.createTempDirectory(real, "parent");
        Path folder = parent.resolve("a/b");
        try (PrivateFolder target = PrivateFolder.make(folder)) {
            target.write("report", CONTENT);
        }

        assertThat(permissions(folder.resolve("report"))).isEqualTo("rw-------");
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.getParent())).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @MethodSource("parents")
    void writesInAThreadThatIsInterruptedBeforeAndMeanwhile(Path parent) throws Exception {
        int[] attempts = {0};
        Thread.currentThread().interrupt();
        try (PrivateFolder target = PrivateFolder.open(parent)) {
            target.write(
                    "report",
                    out -> {
                        out.write("ours");
                        if (attempts[0]++ == 0) {
                            Thread.currentThread().interrupt();
                        }
                    });
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Files.readString(parent.resolve("report"))).isEqualTo("ours");
    }

    @Test
    void saysWhatIsNoFolder() throws Exception {
        Path file = Files.createFile(Files.createTempDirectory(real, "parent").resolve("file"));

        assertThatThrownBy(() -> PrivateFolder.make(file)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PrivateFolder.make(file.resolve("below")))
                .isInstanceOf(IOException.class);
    }

    private static boolean isLinux() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
                && Files.exists(Path.of("/proc/self"));
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
