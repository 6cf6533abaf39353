package io.github.sqliteleak.benchmarks;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A number that a process prints as the last line of its standard output, such as the wall time of
 * one operation in nanoseconds: where threads wait for one another, CPU time says little.
 */
final class ReportedTime implements Measurement {
    private static final long TIMEOUT_SECONDS = 120;

    private final Jvm jvm;
    private final List<String> main;

    /**
     * @param main the main class
     */
    ReportedTime(Jvm jvm, String main, String... arguments) {
        this.jvm = jvm;
        this.main = new ArrayList<>(List.of(main));
        this.main.addAll(List.of(arguments));
    }

    @Override
    public double measure() throws IOException, InterruptedException {
        Path output = jvm.folder().resolve("output");
        List<String> command = new ArrayList<>(List.of(jvm.java().toString()));
        command.addAll(jvm.options());
        command.addAll(List.of("-cp", jvm.classPath()));
        command.addAll(main);
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("does not end: " + String.join(" ", command));
        }
        String text = Files.readString(output, Charset.defaultCharset()).strip();
        if (process.exitValue() != 0 || text.isEmpty()) {
            throw new IOException(String.join(" ", command) + "\n" + text);
        }
        return Double.parseDouble(text.substring(text.lastIndexOf('\n') + 1));
    }
}
