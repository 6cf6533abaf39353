package io.github.sqliteleak.system;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who has which file open, as Linux shows it under {@code /proc}. Elsewhere nothing is known. */
public final class OpenFiles {
    private static final Path OWN_DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenFiles() {}

    /** Device and inode of a file as {@code device:inode}; null when it is missing or has none. */
    public static @Nullable String identity(Path file) {
        try {
            Map<String, Object> attributes = Files.readAttributes(file, "unix:dev,ino");
            return attributes.get("dev") + ":" + attributes.get("ino");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * How many descriptors this process has on each file, by its real path; null when that is not
     * known.
     */
    public static @Nullable Map<Path, Integer> descriptorsOfThisProcess() {
        Map<Path, Integer> open = new HashMap<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OWN_DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                Path file = target(descriptor);
                if (file != null) {
                    open.merge(file, 1, Integer::sum);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return null;
        }
        return open;
    }

    /** Null for one that was closed since, such as the one that lists them. */
    private static @Nullable Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * The {@link #identity} of each file that this process has open; null when that is not known.
     */
    public static @Nullable Set<String> ofThisProcess() {
        Set<String> open = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OWN_DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                String identity = identity(descriptor);
                if (identity != null) {
                    open.add(identity);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return null;
        }
        return open;
    }
}
