package io.github.sqliteleak.it;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM to be started with the agent. Says where it stands by default: the running JDK, the driver
 * of the build, no options.
 */
final class ForkedJvm {
    /** JDK releases that warn on standard error when a library is loaded unasked. */
    private static final int ASKS_FOR_NATIVE_ACCESS = 24;

    private final Path folder;
    private final String mainClass;
    private final List<String> jvmArguments = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>();
    private final List<Path> modulePath = new ArrayList<>();
    private Jdk jdk = Jdks.running();
    private String agentOptions = "";
    private boolean agent = true;
    private boolean errorsUnread;

    private ForkedJvm(Path folder, String mainClass) {
        this.folder = folder;
        this.mainClass = mainClass;
        driver(Build.DRIVER);
    }

    /**
     * @param folder where it works, and where its output is kept
     */
    static ForkedJvm in(Path folder, Class<?> mainClass) {
        return in(folder, mainClass.getName());
    }

    /**
     * @param mainClass its name, or {@code module/class} to start a module
     */
    static ForkedJvm in(Path folder, String mainClass) {
        return new ForkedJvm(folder, mainClass);
    }

    ForkedJvm on(Jdk other) {
        jdk = other;
        return this;
    }

    /** Options of the agent, as behind the {@code =}. */
    ForkedJvm agent(String options) {
        agentOptions = options;
        return this;
    }

    ForkedJvm withoutAgent() {
        agent = false;
        return this;
    }

    /** Puts the programs and this version of the driver on the class path, in place of all else. */
    ForkedJvm driver(String version) {
        Stream<Path> jars =
                Stream.concat(Stream.of(Build.driver(version)), Build.logging().stream());
        return classPath(Stream.concat(Stream.of(Build.programs()), jars).toArray(Path[]::new));
    }

    ForkedJvm classPath(Path... entries) {
        classPath.clear();
        return alsoOnClassPath(entries);
    }

    ForkedJvm alsoOnClassPath(Path... entries) {
        classPath.addAll(List.of(entries));
        return this;
    }

    /** A module path in place of the class path. */
    ForkedJvm modulePath(Path... entries) {
        classPath.clear();
        modulePath.addAll(List.of(entries));
        return this;
    }

    ForkedJvm jvmArguments(String... more) {
        jvmArguments.addAll(List.of(more));
        return this;
    }

    ForkedJvm arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Gives it a pipe for standard error that nobody reads. */
    ForkedJvm withErrorsUnread() {
        errorsUnread = true;
        return this;
    }

    /** Starts it and waits for its end. */
    EndedJvm run() {
        return start().end();
    }

    RunningJvm start() {
        try {
            Path output = Files.createTempDirectory(Files.createDirectories(folder), "fork");
            List<String> command = command(output);
            Path err = Files.createFile(output.resolve("err"));
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectOutput(output.resolve("out").toFile())
                            .redirectError(errorsUnread ? Redirect.PIPE : Redirect.to(err.toFile()))
                            .start();
            return new RunningJvm(process, folder, output);
        } catch (IOException e) {
            throw new AssertionError("cannot start a JVM", e);
        }
    }

    private List<String> command(Path temporary) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        // A short life: the second compiler would not pay for itself.
        command.add("-XX:TieredStopAtLevel=1");
        // Room enough that nothing is collected unasked: a leak would be of another kind then.
        command.add("-Xmn64m");
        if (jvmArguments.stream().noneMatch(argument -> argument.contains("MetaspaceSize"))) {
            command.add("-XX:MetaspaceSize=128m");
        }
        command.add("-Djava.io.tmpdir=" + temporary);
        if (jdk.feature() >= ASKS_FOR_NATIVE_ACCESS) {
            boolean modules = !modulePath.isEmpty();
            command.add(
                    "--enable-native-access="
                            + (modules ? "org.xerial.sqlitejdbc" : "ALL-UNNAMED"));
        }
        command.addAll(jvmArguments);
        if (agent) {
            String options = agentOptions.isEmpty() ? "" : "=" + agentOptions;
            command.add("-javaagent:" + Build.agentJar() + options);
        }
        if (modulePath.isEmpty()) {
            command.addAll(List.of("-cp", joined(classPath), mainClass));
        } else {
            command.addAll(List.of("-p", joined(modulePath), "-m", mainClass));
        }
        command.addAll(arguments);
        return command;
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
