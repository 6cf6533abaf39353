package io.github.sqliteleak.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How a process was started. On Linux only. */
public final class CommandLine {
    private CommandLine() {}

    /** The program and its arguments, or its name alone; null when not known. */
    public static String @Nullable [] of(long pid) {
        if (pid <= 0) {
            return null;
        }
        try {
            Path process = Path.of("/proc", Long.toString(pid));
            byte[] arguments = Files.readAllBytes(process.resolve("cmdline"));
            return arguments.length == 0
                    ? new String[] {Files.readString(process.resolve("comm")).trim()}
                    : new String(arguments, StandardCharsets.UTF_8).split("\0");
        } catch (IOException e) {
            return null;
        }
    }
}
