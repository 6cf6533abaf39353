package io.github.sqliteleak.benchmarks;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * CPU time of a whole process, user and system, from its first instruction to its last: what its
 * parent is told when it has ended. A process cannot know that of itself, since exit work comes
 * after its last look. So bash is the parent; its {@code time} counts in milliseconds.
 */
final class ProcessCpu implements Measurement {
    private static final String TIME = "TIMEFORMAT='%3U %3S'; time \"$@\" > \"$0\" 2>&1";
    private static final long TIMEOUT_SECONDS = 60;

    private final Jvm jvm;
    private final List<String> main;

    /**
     * @param main the main class and its arguments
     */
    ProcessCpu(Jvm jvm, String... main) {
        this.jvm = jvm;
        this.main = List.of(main);
    }

    @Override
    public double measure() throws IOException, InterruptedException {
        Path output = jvm.folder().resolve("output");
        Path time = jvm.folder().resolve("time");
        List<String> command = new ArrayList<>(List.of("bash", "-c", TIME, output.toString()));
        command.add(jvm.java().toString());
        command.addAll(jvm.options());
        command.addAll(List.of("-cp", jvm.classPath()));
        command.addAll(main);
        Process bash = new ProcessBuilder(command).redirectError(time.toFile()).start();
        if (!bash.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            bash.descendants().forEach(ProcessHandle::destroyForcibly);
            bash.destroyForcibly();
            throw new IOException("does not end: " + String.join(" ", command));
        }
        if (bash.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + "\n" + text(output));
        }
        return nanos(text(time));
    }

    /** Sum of the times that bash has written, in the user's locale. */
    static double nanos(String times) {
        return Arrays.stream(times.strip().replace(',', '.').split(" "))
                        .mapToDouble(Double::parseDouble)
                        .sum()
                * 1e9;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, Charset.defaultCharset());
    }
}
