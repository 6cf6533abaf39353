package io.github.sqliteleak.it;

import io.github.sqliteleak.Await;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A forked JVM under way. */
final class RunningJvm {
    private static final long DEADLINE_SECONDS = 120;

    private final Process process;
    private final Path folder;
    private final Path output;

    RunningJvm(Process process, Path folder, Path output) {
        this.process = process;
        this.folder = folder;
        this.output = output;
    }

    long pid() {
        return process.pid();
    }

    /** Returns once standard output has this line. */
    RunningJvm awaitLine(String line) {
        return await("it says \"" + line + '"', "out", List.of(line));
    }

    /** Returns once standard error has a line with this in it. */
    RunningJvm awaitError(String part) {
        Await.until(
                "it says \"" + part + "\" on standard error: " + this,
                () -> text("err").contains(part) || !process.isAlive());
        if (!text("err").contains(part)) {
            throw new AssertionError("it never said \"" + part + "\": " + this);
        }
        return this;
    }

    /** Returns once standard output has a line with this in it. */
    RunningJvm awaitOutput(String part) {
        Await.until(
                "it says \"" + part + "\" on standard output: " + this,
                () -> text("out").contains(part) || !process.isAlive());
        if (!text("out").contains(part)) {
            throw new AssertionError("it never said \"" + part + "\": " + this);
        }
        return this;
    }

    private RunningJvm await(String what, String stream, List<String> lines) {
        Await.until(
                what, () -> text(stream).lines().toList().containsAll(lines) || !process.isAlive());
        if (!text(stream).lines().toList().containsAll(lines)) {
            throw new AssertionError("ended before " + what + ": " + this);
        }
        return this;
    }

    /** Writes a line to its standard input. */
    RunningJvm say(String line) {
        try {
            Writer writer = process.outputWriter(StandardCharsets.UTF_8);
            writer.write(line + '\n');
            writer.flush();
            return this;
        } catch (IOException e) {
            throw new AssertionError("it takes no input: " + this, e);
        }
    }

    /** Sends a signal by name, such as {@code INT}. */
    RunningJvm signal(String name) {
        try {
            int status =
                    new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                            .inheritIO()
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new AssertionError("kill -" + name + " ended with " + status);
            }
            return this;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("cannot send " + name, e);
        }
    }

    /** Children inherit it, and a JVM then takes no notice of the signal. */
    static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
        for (String line : lines) {
            if (line.startsWith("SigIgn:")) {
                return (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 2) != 0;
            }
        }
        return false;
    }

    /** Ends it at once, without any of its shutdown hooks. */
    EndedJvm kill() {
        process.destroyForcibly();
        return end();
    }

    /** Waits for its end. */
    EndedJvm end() {
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + this);
            }
            return new EndedJvm(process.exitValue(), text("out"), text("err"), folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a JVM", e);
        } finally {
            process.destroyForcibly();
        }
    }

    String out() {
        return text("out");
    }

    private String text(String stream) {
        try {
            return Files.readString(output.resolve(stream));
        } catch (IOException e) {
            throw new AssertionError("no " + stream, e);
        }
    }

    @Override
    public String toString() {
        return "pid " + pid() + "\n--- out\n" + text("out") + "--- err\n" + text("err");
    }
}
