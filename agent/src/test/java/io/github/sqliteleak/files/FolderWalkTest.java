package io.github.sqliteleak.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose links are followed. What belongs to others is tried by taking oneself for another user. */
class FolderWalkTest {
    private static final int OTHER = 4_711;

    @TempDir Path temporary;
    private Path folder;
    private int own;

    @BeforeEach
    void needsOwners() throws IOException {
        assumeThat(temporary.getFileSystem().supportedFileAttributeViews()).contains("unix");
        folder = temporary.toRealPath();
        own = (Integer) Files.getAttribute(folder, "unix:uid");
    }

    @Test
    void knowsItsUser() {
        assertThat(OwnUser.number()).isEqualTo(own);
    }

    @Test
    void followsOwnLinks() throws Exception {
        Path target = Files.createDirectories(folder.resolve("far/target"));
        Files.createSymbolicLink(folder.resolve("absolute"), target);
        Files.createSymbolicLink(folder.resolve("relative"), Path.of("far/../absolute"));

        assertThat(reached(folder.resolve("relative/reports/../reports"), own))
                .isEqualTo(target.resolve("reports"));
        assertThat(target.resolve("reports")).isDirectory();
    }

    @Test
    void followsNoLinkOfAnotherUser() throws Exception {
        Path link = Files.createSymbolicLink(at("reports"), Files.createDirectory(at("target")));
        boolean root = own == 0;
        if (root) {
            Files.setAttribute(link, "unix:uid", OTHER, LinkOption.NOFOLLOW_LINKS);
        }

        assertThatThrownBy(() -> reached(link, root ? own : OTHER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        at("reports") + " is a link that another user made or can exchange");
    }

    @Test
    void followsNoLinkInAFolderThatAllMayChange() throws Exception {
        Path shared = Files.createDirectory(at("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createSymbolicLink(shared.resolve("reports"), Files.createDirectory(at("target")));
        Files.createSymbolicLink(shared.resolve("link"), folder);

        assertThatThrownBy(() -> reached(shared.resolve("reports"), own))
                .hasMessageContaining("is a link that another user made or can exchange");
        assertThatThrownBy(() -> reached(shared.resolve("link/target"), own))
                .hasMessageContaining(shared.resolve("link") + " is a link");
        assertThat(reached(shared.resolve("a/b"), own)).isEqualTo(shared.resolve("a/b"));
        assertThat(shared.resolve("a/b")).isDirectory();
        assertThatThrownBy(() -> reached(shared.resolve("a/../b"), own))
                .isInstanceOf(IOException.class);
    }

    @Test
    void followsOwnLinkInAStickyFolder() throws Exception {
        Path shared = Files.createDirectory(at("shared"));
        Path target = Files.createDirectory(at("target"));
        Files.setAttribute(shared, "unix:mode", 01777);
        Files.createSymbolicLink(shared.resolve("reports"), target);

        assertThat(reached(shared.resolve("reports"), own)).isEqualTo(target);
    }

    @Test
    void givesUpOnLinksThatGoRound() throws Exception {
        Files.createSymbolicLink(at("one"), at("two"));
        Files.createSymbolicLink(at("two"), at("one"));

        assertThatThrownBy(() -> reached(at("one"), own)).hasMessageContaining("too many links");
    }

    @Test
    void makesNothingUnasked() {
        assertThatThrownBy(() -> PrivateFolder.open(at("missing"), own, false))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(Files.exists(at("missing"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void knowsWhatNobodyElseCanExchange() {
        FolderEntry ownFolder = new FolderEntry(own, 0755, false);
        FolderEntry ownLink = new FolderEntry(own, 0777, true);
        FolderEntry otherLink = new FolderEntry(OTHER, 0777, true);
        FolderEntry sticky = new FolderEntry(0, 01777, false);

        assertThat(ownLink.isFixedIn(ownFolder, own)).isTrue();
        assertThat(otherLink.isFixedIn(ownFolder, own)).isTrue();
        assertThat(otherLink.isOurs(own)).isFalse();
        assertThat(ownLink.isFixedIn(sticky, own)).isTrue();
        assertThat(otherLink.isFixedIn(sticky, own)).isFalse();
        assertThat(ownLink.isFixedIn(new FolderEntry(own, 0777, false), own)).isFalse();
        assertThat(ownLink.isFixedIn(new FolderEntry(OTHER, 0755, false), own)).isFalse();
        assertThat(ownLink.isFixedIn(new FolderEntry(0, 0755, false), own)).isTrue();
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    private static Path reached(Path path, int user) throws IOException {
        try (FolderWalk walk = new FolderWalk(path, user, true)) {
            walk.go();
            return walk.at();
        }
    }
}
