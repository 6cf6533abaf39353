package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of its own that runs tests; see {@link RunTests}. */
final class Fork {
    private final Path folder;
    private final List<String> jvmArguments = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private List<String> classPath = ownClassPath();

    private Fork(Path folder) {
        this.folder = folder;
    }

    /**
     * @param folder where it works
     */
    static Fork in(Path folder, String... classes) {
        Fork fork = new Fork(folder);
        fork.arguments.addAll(List.of(classes));
        return fork;
    }

    static Fork in(Path folder, Class<?>... classes) {
        return in(folder, Stream.of(classes).map(Class::getName).toArray(String[]::new));
    }

    static List<String> ownClassPath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    static String agentJar() {
        return Path.of(System.getProperty("agent.jar")).normalize().toString();
    }

    Fork agent(String options) {
        return jvm("-javaagent:" + agentJar() + "=" + options);
    }

    Fork jvm(String... more) {
        jvmArguments.addAll(List.of(more));
        return this;
    }

    /** Configuration parameters: key, value, key, value. */
    Fork parameters(String... parameters) {
        for (int i = 0; i < parameters.length; i += 2) {
            jvm("-D" + parameters[i] + "=" + parameters[i + 1]);
        }
        return this;
    }

    Fork classPath(List<String> other) {
        classPath = other;
        return this;
    }

    Started start() {
        try {
            Path output = Files.createTempDirectory(folder, "fork");
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-XX:TieredStopAtLevel=1");
            command.add("-Dfile.encoding=UTF-8");
            command.addAll(jvmArguments);
            command.addAll(
                    List.of(
                            "-cp",
                            classPath.stream().collect(Collectors.joining(File.pathSeparator)),
                            RunTests.class.getName()));
            command.addAll(arguments);
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectOutput(output.resolve("out").toFile())
                            .redirectError(output.resolve("err").toFile())
                            .start();
            return new Started(process, output);
        } catch (IOException e) {
            throw new AssertionError("cannot start a JVM", e);
        }
    }

    /** Returns what it printed on standard output. */
    String run() {
        return start().end();
    }

    record Started(Process process, Path output) {
        /** Waits for its end and returns what it printed on standard output. */
        String end() {
            try {
                assertThat(process.waitFor()).as("status; %s%s", read("out"), read("err")).isZero();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                throw new AssertionError(e);
            }
            return read("out");
        }

        String read(String name) {
            try {
                return Files.readString(output.resolve(name));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
