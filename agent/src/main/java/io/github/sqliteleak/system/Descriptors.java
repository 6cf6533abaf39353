package io.github.sqliteleak.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors of this process, as Linux shows them under {@code /proc/self}. When they are used
 * up, no file can be read any more, not even those that list them: then each is asked by its
 * number, for which none is needed.
 *
 * @param files what each descriptor is open on
 * @param limit how many the process may have
 */
public record Descriptors(List<String> files, int limit) {
    /** More are not counted. */
    private static final int MOST = 65_536;

    /** What SQLite gives back before it reports that a file could not be opened. */
    private static final int GIVEN_BACK = 4;

    private static final Path OWN = Path.of("/proc/self/fd");
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern SOFT_LIMIT = Pattern.compile("Max open files +([0-9]{1,9}) ");

    /** Null where that is not known. */
    public static @Nullable Descriptors ofThisProcess() {
        try {
            if (!Files.exists(LIMITS)) {
                return null;
            }
            Matcher limit =
                    SOFT_LIMIT.matcher(Files.readString(LIMITS, StandardCharsets.ISO_8859_1));
            return limit.find()
                    ? new Descriptors(listed(), Integer.parseInt(limit.group(1)))
                    : null;
        } catch (IOException | DirectoryIteratorException e) {
            return byNumber();
        }
    }

    /** Whether there is none for one more file of SQLite's, with those beside it. */
    public boolean areUsedUp() {
        return files.size() + GIVEN_BACK >= limit;
    }

    private static List<String> listed() throws IOException {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OWN)) {
            for (Path descriptor : descriptors) {
                String file = target(descriptor);
                // The descriptor that lists them is one of them.
                if (file != null && !(file.startsWith("/proc/") && file.endsWith("/fd"))) {
                    files.add(file);
                }
            }
        }
        return files;
    }

    /** The numbers are given out from 0 on: the first that is free is the limit. */
    private static Descriptors byNumber() {
        List<String> files = new ArrayList<>();
        String file;
        while (files.size() < MOST && (file = target(OWN.resolve("" + files.size()))) != null) {
            files.add(file);
        }
        return new Descriptors(files, files.size());
    }

    /** Null for one that is closed. */
    private static @Nullable String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return null;
        }
    }
}
