package io.github.sqliteleak.report.json;

import io.github.sqliteleak.files.FileReason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** A failure to write that says what was to be done, and in words why it could not be. */
final class FileTrouble {
    private FileTrouble() {}

    static IOException explained(String what, IOException cause) {
        String reason =
                cause instanceof NoSuchFileException ? "no such folder" : FileReason.of(cause);
        return new IOException(what + ": " + reason, cause);
    }
}
