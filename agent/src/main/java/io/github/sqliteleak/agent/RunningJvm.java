package io.github.sqliteleak.agent;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.system.ThreadName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JVM that the agent is in. */
final class RunningJvm {
    private static final int DEPTH = 64;

    private final long startMillis;

    RunningJvm(long startMillis) {
        this.startMillis = startMillis;
    }

    /** As it is now, still running. */
    JvmInfo running() {
        return info(null, null, List.of());
    }

    /** As it ends now. */
    JvmInfo ended(ExitKind exit, List<Thread> hooksRunning) {
        List<String> hooks = new ArrayList<>();
        for (Thread hook : hooksRunning) {
            hooks.add(describe(hook));
        }
        return info(Instant.ofEpochMilli(System.currentTimeMillis()), exit, hooks);
    }

    private static String describe(Thread hook) {
        String site = CallStack.of(Foreign.stack(hook), DEPTH).site();
        return '"' + ThreadName.of(hook) + '"' + (site == null ? "" : " at " + site);
    }

    private JvmInfo info(
            @Nullable Instant endedAt, @Nullable ExitKind exit, List<String> hooksRunning) {
        return new JvmInfo(
                ProcessHandle.current().pid(),
                main(),
                System.getProperty("java.version", "unknown"),
                Instant.ofEpochMilli(startMillis),
                endedAt,
                exit,
                hooksRunning);
    }

    /** The main class or jar; null when the JVM does not say. */
    static @Nullable String main() {
        return main(System.getProperty("sun.java.command"), System.getProperty("java.class.path"));
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
