package io.github.sqliteleak.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user that this process makes files as. */
final class OwnUser {
    static final int UNKNOWN = -1;

    private static final Path PROCESS = Path.of("/proc/self");

    private OwnUser() {}

    /** The number of the user; {@link #UNKNOWN} where the file system knows none. */
    static int number() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
            return UNKNOWN;
        }
        try {
            return (Integer) Files.getAttribute(PROCESS, "unix:uid");
        } catch (IOException e) {
            return ofNewFile();
        }
    }

    /** Not Linux: Java has no other way to ask. */
    private static int ofNewFile() {
        try {
            Path file = Files.createTempFile("sqlite-leak", null);
            try {
                return (Integer) Files.getAttribute(file, "unix:uid");
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
