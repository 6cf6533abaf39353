package io.github.sqliteleak.junit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** New folders in the system's temp folder. */
final class TempFolder {
    private TempFolder() {}

    /**
     * @throws IOException that names the temp folder and says what is wrong with it; by itself the
     *     system names the folder that was to be made, and no reason
     */
    static Path create(String prefix) throws IOException {
        try {
            return Files.createTempDirectory(prefix);
        } catch (FileSystemException e) {
            throw new IOException(
                    "no folder can be made in "
                            + System.getProperty("java.io.tmpdir")
                            + " (java.io.tmpdir): "
                            + reason(e)
                            + "; allowed: a folder that exists and can be written to",
                    e);
        }
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "it must not be written to";
        }
        return failure.getReason() == null ? failure.toString() : failure.getReason();
    }
}
