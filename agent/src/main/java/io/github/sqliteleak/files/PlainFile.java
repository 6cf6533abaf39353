package io.github.sqliteleak.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Reads text from regular files only. A FIFO of a report's name would be waited for without end,
 * and a folder of that name is no report.
 */
public final class PlainFile {
    /** Ten times the report of 10,000 leaks. */
    static final int MOST_BYTES = 50 << 20;

    private static final Path DESCRIPTORS = Path.of("/dev/fd");
    private static final Path STANDARD_INPUT = Path.of("/dev/stdin");

    private PlainFile() {}

    /**
     * All of it; what is not UTF-8 in it becomes U+FFFD. Links are followed.
     *
     * @throws IOException when it is no regular file or is larger than 50 MB, too
     */
    public static String read(Path file) throws IOException {
        String reason = whyNot(file, Files.readAttributes(file, BasicFileAttributes.class));
        if (reason != null) {
            throw new IOException(reason);
        }
        return Utf8Text.read(file, MOST_BYTES);
    }

    /** What it is instead of a file that can be read, in words; null when it can. */
    public static @Nullable String whyNot(Path file, BasicFileAttributes facts) {
        if (facts.isRegularFile() || isHandedOver(file)) {
            return null;
        }
        return facts.isDirectory() ? "it is a folder" : "it is no file, but a FIFO or a device";
    }

    /** What a shell has opened for this process, as {@code <(command)} does, comes to its end. */
    private static boolean isHandedOver(Path file) {
        return file.startsWith(DESCRIPTORS) || file.equals(STANDARD_INPUT);
    }
}
