package io.github.sqliteleak.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar itself, in a JVM of its own. */
class DemoJarIT {
    @TempDir Path folder;
    @TempDir Path output;

    @Test
    void carelessDayEndsByItselfWithStatusZero() throws Exception {
        assertThat(run("--data", folder.toString())).isZero();

        assertThat(lines("out"))
                .endsWith(
                        "What to look for: six leak sites, five of the shop and one of its pool.");
        assertThat(lines("err")).isEmpty();
    }

    @Test
    void carelessDayLeavesItsAuxiliaryFilesBehind() throws Exception {
        run("--data", folder.toString());

        assertThat(DataFolder.files(folder))
                .containsExactly(
                        "archive.db",
                        "archive.db-shm",
                        "archive.db-wal",
                        "inventory.db",
                        "inventory.db-shm",
                        "inventory.db-wal");
    }

    @Test
    void carelessDayLosesTheArchiveItNeverCommitted() throws Exception {
        run("--data", folder.toString());

        assertThat(lines("out")).contains("  15 movements archived");
        assertThat(DataFolder.movements(folder.resolve("archive.db"))).isZero();
        assertThat(DataFolder.movements(folder.resolve("inventory.db"))).isEqualTo(15);
    }

    @Test
    void cleanDayEndsByItselfAndKeepsItsArchive() throws Exception {
        assertThat(run("--clean", "--data", folder.toString())).isZero();

        assertThat(lines("err")).isEmpty();
        assertThat(DataFolder.files(folder)).containsExactly("archive.db", "inventory.db");
        assertThat(DataFolder.movements(folder.resolve("archive.db"))).isEqualTo(15);
    }

    @Test
    void wrongUseEndsWithStatusTwo() throws Exception {
        assertThat(run("--tidy")).isEqualTo(2);

        assertThat(lines("err")).hasSize(1);
    }

    private int run(String... args) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String jar = System.getProperty("demo.jar");
        List<String> command =
                Stream.concat(Stream.of(java.toString(), "-jar", jar), Arrays.stream(args))
                        .toList();
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(output.resolve("out").toFile())
                        .redirectError(output.resolve("err").toFile())
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the JVM has ended").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(output.resolve(name));
    }
}
