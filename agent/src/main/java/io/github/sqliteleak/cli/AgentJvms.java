package io.github.sqliteleak.cli;

import io.github.sqliteleak.attach.TargetProcess;
import io.github.sqliteleak.files.PlainFile;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.Tool;
import io.github.sqliteleak.report.json.JsonReportReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds JVMs without attaching to any: by their processes, where the operating system shows those
 * (of the same user), and those with the agent by their markers.
 */
final class AgentJvms {
    /** The system counts a process's start in ticks since a boot whose time it knows roughly. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private AgentJvms() {}

    static List<AgentJvm> find(Terminal terminal, List<Path> markers) {
        SortedMap<Long, AgentJvm> byPid = new TreeMap<>();
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .forEach(
                        process -> {
                            AgentJvm jvm = byArguments(process);
                            if (jvm != null) {
                                byPid.put(jvm.pid(), jvm);
                            }
                        });
        for (Path marker : markers) {
            AgentJvm jvm = byMarker(terminal, marker);
            if (jvm != null) {
                // A running one wins over those that had its number before.
                byPid.merge(jvm.pid(), jvm, (one, other) -> other.running() ? other : one);
            }
        }
        return List.copyOf(byPid.values());
    }

    private static @Nullable AgentJvm byArguments(ProcessHandle process) {
        if (!isJava(process.info().command().orElse(""))) {
            // What starts a JVM, such as sudo, has arguments of its own, secrets among them.
            return null;
        }
        String[] arguments = process.info().arguments().orElse(new String[0]);
        TargetProcess target = new TargetProcess(process.pid());
        boolean agent = target.hasAgent();
        for (String argument : arguments) {
            agent |= argument.startsWith("-javaagent:") && argument.contains(Tool.NAME);
        }
        return new AgentJvm(
                process.pid(),
                true,
                process.info().startInstant().orElse(null),
                JavaArguments.main(List.of(arguments)),
                agent,
                target.hasDriver(),
                null);
    }

    static boolean isJava(String program) {
        String name =
                program.substring(
                        Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
        return Set.of("java", "javaw", "java.exe", "javaw.exe").contains(name);
    }

    private static @Nullable AgentJvm byMarker(Terminal terminal, Path marker) {
        try {
            if (hasEnded(marker)) {
                return null;
            }
            JvmInfo jvm = JsonReportReader.readStarted(PlainFile.read(marker));
            return new AgentJvm(
                    jvm.pid(),
                    isRunning(jvm.pid(), jvm.startedAt()),
                    jvm.startedAt(),
                    jvm.main(),
                    true,
                    true,
                    terminal.display(marker));
        } catch (IOException | ReportFormatException e) {
            // Cut off, or gone since: check is the verb that complains.
            return null;
        }
    }

    /** True for a marker that could not be taken away when the report had come. */
    private static boolean hasEnded(Path marker) throws IOException, ReportFormatException {
        Path report = ReportFinder.reportOf(marker);
        return Files.isRegularFile(report)
                && JsonReportReader.read(PlainFile.read(report)).jvm().exit() != null;
    }

    /** A process that began after the marker only has its number. */
    private static boolean isRunning(long pid, Instant startedAt) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty() || !process.get().isAlive()) {
            return false;
        }
        Instant begun = process.get().info().startInstant().orElse(startedAt);
        return !begun.isAfter(startedAt.plus(CLOCKS_APART));
    }
}
