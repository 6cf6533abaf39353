package io.github.sqliteleak.junit;

import io.github.sqliteleak.toolkit.WalFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A quick look whether a database is open: by this process, or with a lock on it by another one. To
 * look through the files of all processes, as the toolkit does, costs more than the test itself.
 * Linux only; elsewhere the system refuses to delete what is open, or does not tell.
 */
final class OpenLook {
    private static final Path OWN_FILES = Path.of("/proc/self/fd");
    private static final Path LOCKS = Path.of("/proc/locks");

    private OpenLook() {}

    /** False when it is not open as far as can be seen. */
    static boolean isOpen(Path database) {
        List<Path> files = new ArrayList<>(WalFiles.auxiliaryFiles(database));
        files.add(database);
        Set<Path> names = new HashSet<>();
        List<String> inodes = new ArrayList<>();
        for (Path file : files) {
            try {
                names.add(file.toRealPath());
                inodes.add(":" + Files.getAttribute(file, "unix:ino") + " ");
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
                // Gone, or a system without inodes.
            }
        }
        return isOpenHere(names) || isLocked(inodes);
    }

    private static boolean isOpenHere(Set<Path> names) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(OWN_FILES)) {
            for (Path link : links) {
                if (names.contains(target(link))) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
        return false;
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException closedMeanwhile) {
            return link;
        }
    }

    private static boolean isLocked(List<String> inodes) {
        try {
            for (String lock : Files.readAllLines(LOCKS)) {
                if (inodes.stream().anyMatch(lock::contains)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }
}
