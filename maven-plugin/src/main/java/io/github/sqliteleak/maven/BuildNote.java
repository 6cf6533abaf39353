package io.github.sqliteleak.maven;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When the build began that gave the tests of a module the agent. Lies where the module is built,
 * so that a {@code check} in a later run knows which test results are of that build, and goes when
 * the module is cleaned.
 */
final class BuildNote {
    private static final Path FOLDER = Path.of("maven-status", "sqlite-leak-maven-plugin");

    /** Each has its own, since each may run alone. */
    private static final List<String> GOALS =
            List.of(PrepareAgentMojo.GOAL, PrepareAgentIntegrationMojo.GOAL);

    private BuildNote() {}

    /**
     * Writes it down.
     *
     * @param goal by which tests get the agent
     * @param keep whether one of an earlier build is to stay
     */
    static void write(Path buildDirectory, String goal, Instant began, boolean keep)
            throws IOException {
        Path file = file(buildDirectory, goal);
        if (keep && read(file) != null) {
            return;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, began + "\n", ISO_8859_1);
    }

    /** The earliest of the module, null when there is none. */
    static @Nullable Instant earliest(Path buildDirectory) {
        return GOALS.stream()
                .flatMap(goal -> Stream.ofNullable(read(file(buildDirectory, goal))))
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static Path file(Path buildDirectory, String goal) {
        return buildDirectory.resolve(FOLDER).resolve(goal);
    }

    /** One that cannot be read counts as none, which leaves no result out. */
    private static @Nullable Instant read(Path file) {
        try {
            return Instant.parse(Files.readString(file, ISO_8859_1).strip());
        } catch (IOException | DateTimeException e) {
            return null;
        }
    }
}
