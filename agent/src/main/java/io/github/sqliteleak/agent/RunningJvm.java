package io.github.sqliteleak.agent;

import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.JvmInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The JVM that the agent is in. */
final class RunningJvm {
    private final long startMillis;

    RunningJvm(long startMillis) {
        this.startMillis = startMillis;
    }

    /** As it is now, still running. */
    JvmInfo running() {
        return info(null, null);
    }

    /** As it ends now. */
    JvmInfo ended(ExitKind exit) {
        return info(Instant.ofEpochMilli(System.currentTimeMillis()), exit);
    }

    private JvmInfo info(@Nullable Instant endedAt, @Nullable ExitKind exit) {
        return new JvmInfo(
                ProcessHandle.current().pid(),
                main(System.getProperty("sun.java.command"), System.getProperty("java.class.path")),
                System.getProperty("java.version", "unknown"),
                Instant.ofEpochMilli(startMillis),
                endedAt,
                exit);
    }

    /**
     * The main class or jar alone: arguments may hold secrets.
     *
     * @param classPath of the JVM; with {@code -jar} it is the jar, whose path may have blanks in
     *     it
     */
    static @Nullable String main(@Nullable String command, @Nullable String classPath) {
        if (command == null || command.isBlank()) {
            return null;
        }
        if (classPath != null && classPath.endsWith(".jar") && command.startsWith(classPath)) {
            return classPath;
        }
        int blank = command.indexOf(' ');
        return blank < 0 ? command : command.substring(0, blank);
    }
}
