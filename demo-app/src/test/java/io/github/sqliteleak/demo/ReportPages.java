package io.github.sqliteleak.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes HTML reports with the packaged jars, as users do. */
final class ReportPages {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String AGENT =
            Path.of(System.getProperty("agent.jar")).normalize().toString();

    private ReportPages() {}

    /** Of the demo's day, with this option or none. */
    static Path ofDemo(Path folder, String... options) throws Exception {
        assertThat(Path.of(AGENT)).as("package the agent first").exists();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                JAVA,
                                "-javaagent:" + AGENT + "=console=off",
                                "-jar",
                                System.getProperty("demo.jar"),
                                "--data",
                                "demo-data"));
        command.addAll(List.of(options));
        run(folder, command);
        return html(folder);
    }

    /** Of a report in which every text tries to break out of its place. */
    static Path ofHostileReport(Path folder) throws Exception {
        Path reports = Files.createDirectories(folder.resolve("sqlite-leaks"));
        Files.writeString(reports.resolve("leaks-1-1-1.json"), HostileReport.json());
        Files.writeString(reports.resolve("leaks-2-2-2.json"), "{");
        Files.writeString(
                folder.resolve("sqlite-leak-suppressions.txt"),
                "db:*<script>*\nany:never.Used#x\n");
        return html(folder);
    }

    private static Path html(Path folder) throws Exception {
        run(
                folder,
                List.of(
                        JAVA,
                        "-jar",
                        AGENT,
                        "report",
                        "--format",
                        "html",
                        "--output",
                        "leaks.html"));
        return folder.resolve("leaks.html");
    }

    private static void run(Path folder, List<String> command)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.txt").toFile())
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the JVM has ended").isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(folder.resolve("output.txt")))
                    .isIn(0, 3);
        } finally {
            process.destroyForcibly();
        }
    }
}
