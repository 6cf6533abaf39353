package io.github.sqliteleak.cli;

import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Schema;
import io.github.sqliteleak.report.json.JsonReport;
import io.github.sqliteleak.report.json.ReportFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A working directory with reports in it, and what the command line says there. */
final class CommandLineFixture {
    private final Path directory;
    private int reports;

    /** What one run ended with. */
    record Outcome(int status, String out, String err) {}

    CommandLineFixture(Path directory) {
        this.directory = directory;
    }

    Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status =
                Main.run(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        directory,
                        arguments);
        return new Outcome(
                status,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
    }

    /** Puts a report into the folder of that name. */
    Path report(String folder, LeakReport report) throws IOException {
        String json = JsonReport.render(report);
        Schema.assertReport(json);
        return write(folder + "/leaks-1-2-" + ++reports + ".json", json);
    }

    Path write(String name, String... lines) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines));
    }

    /** The marker of a JVM that is never going to report. */
    Path marker(String folder) throws IOException {
        ReportFiles.start(directory.resolve(folder), Reports.jvm(null));
        try (var files = Files.list(directory.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".started.json"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
