package io.github.sqliteleak.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs a tool of a JDK, most of all programs under the packaged agent while they are recorded. */
final class Forked {
    static final Path AGENT = Path.of(System.getProperty("agent.jar", "missing"));
    static final Path RULES = Path.of(System.getProperty("rules.jar", "missing"));

    private static final int ASKS_FOR_NATIVE_ACCESS = 24;

    private Forked() {}

    /** Records a program from its beginning to its end. */
    static Path record(Jdks.Jdk jdk, Path folder, boolean agent, Class<?> program, String settings)
            throws Exception {
        List<String> options = agent ? List.of("-javaagent:" + AGENT) : List.of();
        return record(jdk, folder, options, program, settings);
    }

    /** Records a program with options of its own for the JVM. */
    static Path record(
            Jdks.Jdk jdk, Path folder, List<String> options, Class<?> program, String settings)
            throws Exception {
        Path recording = folder.resolve("app.jfr");
        List<String> command = new ArrayList<>();
        command.add("-XX:StartFlightRecording:filename=app.jfr" + settings);
        if (jdk.feature() >= ASKS_FOR_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(options);
        command.addAll(List.of("-cp", programs(), program.getName()));
        run(folder, jdk.tool("java"), command);
        return recording;
    }

    /** What it wrote to standard output; fails when it fails. */
    static String run(Path folder, Path tool, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(arguments);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(command + "\n" + Files.readString(out) + Files.readString(err))
                .isZero();
        return Files.readString(out);
    }

    /** Entries of this test's class path whose file name has one of these in it. */
    static String jars(String... names) {
        return entries().stream()
                .filter(entry -> Arrays.stream(names).anyMatch(fileName(entry)::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String programs() {
        return String.join(File.pathSeparator, jars("test-classes"), jars("sqlite-jdbc", "slf4j"));
    }

    private static List<String> entries() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    }

    private static String fileName(String entry) {
        return String.valueOf(Path.of(entry).getFileName());
    }
}
