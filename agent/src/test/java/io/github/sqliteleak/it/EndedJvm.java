package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a forked JVM has left.
 *
 * @param out all of its standard output
 * @param err all of its standard error
 * @param folder where it worked
 */
record EndedJvm(int status, String out, String err, Path folder) {
    EndedJvm hasStatus(int expected) {
        assertThat(status).as("status of %s", this).isEqualTo(expected);
        return this;
    }

    /** The only report in the usual folder; fails when there is none, or a marker beside it. */
    Report report() {
        return report("sqlite-leaks");
    }

    Report report(String reports) {
        // A JVM that was cut short may leave a temporary file, which is no report.
        List<Path> files =
                files(reports).stream().filter(file -> !file.toString().endsWith(".tmp")).toList();
        assertThat(files).as("report files of %s", this).hasSize(1);
        return Report.read(files.get(0));
    }

    /** Names of all files in the usual report folder. */
    List<String> reportFiles() {
        return files("sqlite-leaks").stream().map(file -> file.getFileName().toString()).toList();
    }

    /** Fails when something leaked, or the agent said more than its one line. */
    Report hasNoLeak() {
        hasStatus(0);
        Report report = report();
        assertThat(report.leaks()).as("leaks of %s", this).isEmpty();
        assertThat(err).matches("sqlite-leak-agent: .* (closed|excluded).*\\.\n");
        assertThat(report.total("opened"))
                .isEqualTo(report.total("closed") + report.total("excluded"));
        return report;
    }

    List<Path> files(String name) {
        Path reports = folder.resolve(name);
        if (!Files.exists(reports)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(reports)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new AssertionError("cannot list " + reports, e);
        }
    }

    @Override
    public String toString() {
        return "a JVM that ended with " + status + "\n--- out\n" + out + "--- err\n" + err;
    }
}
