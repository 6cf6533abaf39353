package io.github.sqliteleak.toolkit;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A forked JVM that runs a main class of the tests; killed when closed, if it still runs. */
final class OtherProcess implements AutoCloseable {
    private static final int NATIVE_ACCESS_WARNED = 24;

    private final Process process;
    // Read at once, so that the process never waits for somebody to read.
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final BufferedWriter in;

    private OtherProcess(Process process) {
        this.process = process;
        this.in = process.outputWriter();
    }

    static OtherProcess start(Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        if (Runtime.version().feature() >= NATIVE_ACCESS_WARNED) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        OtherProcess other =
                new OtherProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
        Thread reader = new Thread(other::readAll, "output of " + other.pid());
        reader.setDaemon(true);
        reader.start();
        return other;
    }

    long pid() {
        return process.pid();
    }

    /** The next line it prints, null at its end. */
    @Nullable String readLine() throws InterruptedException {
        Optional<String> line = lines.poll(60, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("prints nothing: " + process);
        }
        return line.orElse(null);
    }

    /** Reads up to a line that says so. */
    OtherProcess awaitLine(String wanted) throws InterruptedException {
        for (String line = readLine(); line != null; line = readLine()) {
            if (line.equals(wanted)) {
                return this;
            }
        }
        throw new AssertionError("Ended without saying " + wanted);
    }

    private void readAll() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException killed) {
            // What it had printed was read before.
        }
        lines.add(Optional.empty());
    }

    void say(String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
    }

    /** As {@code kill -9}; what it had printed can still be read. */
    void kill() throws InterruptedException {
        // By the handle: the process itself would close the pipe with what it had printed.
        boolean ignored = process.toHandle().destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("still alive: " + process);
        }
    }

    int exitStatus() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("still alive: " + process);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
