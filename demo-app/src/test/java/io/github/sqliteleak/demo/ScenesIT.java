package io.github.sqliteleak.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the agent says of each scene, and that it says nothing of the clean ones. */
class ScenesIT {
    private static final String PACKAGE = "io.github.sqliteleak.demo.";

    @TempDir Path folder;

    @Test
    void namesStocktakingThatKeepsItsTransactionOpen() throws Exception {
        JsonObject wait = failed(play("two-writers"));

        assertThat(wait.getString("waiterSite"))
                .startsWith(PACKAGE + "Inventory.update(Inventory.java:");
        assertThat(wait.getLong("maxMillis")).isGreaterThanOrEqualTo(50);
        JsonObject holder = holder(wait);
        assertThat(holder.getString("evidence")).isEqualTo("write-transaction");
        assertThat(holder.getString("thread")).isEqualTo("stocktaking");
        assertThat(holder.getString("site"))
                .startsWith(PACKAGE + "TwoWriters.takeStock(TwoWriters.java:");
        assertThat(console())
                .contains(
                        "database is locked: 1 statement failed",
                        "in a write transaction begun at " + PACKAGE + "TwoWriters.takeStock(",
                        "by thread \"stocktaking\"");
    }

    @Test
    void namesTheCureForTheStaleSnapshot() throws Exception {
        JsonObject wait = failed(play("stale-snapshot"));

        assertThat(wait.getArray("resultCodes")).containsExactly("SQLITE_BUSY_SNAPSHOT");
        assertThat(wait.getArray("holders")).isEmpty();
        assertThat(wait.getString("cause")).isEqualTo("stale-snapshot");
        assertThat(wait.getString("causeSite")).startsWith(PACKAGE + "Inventory.number(");
        assertThat(console()).contains("begin with BEGIN IMMEDIATE, or commit the read first");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesTheOtherProcess() throws Exception {
        JsonObject wait = failed(play("other-process"));

        JsonObject holder = holder(wait);
        assertThat(holder.getString("evidence")).isEqualTo("other-process");
        assertThat(holder.getLong("pid")).isPositive();
        assertThat(holder.getString("process")).contains("java");
        assertThat(console()).contains("another process, pid " + holder.getLong("pid") + " (");
    }

    @Test
    void findsNoLeakWhereAReaderPinsTheWal() throws Exception {
        JsonObject report = play("pinned-wal");

        assertThat(report.getArray("leaks")).isEmpty();
        JsonObject wait = failed(report);
        assertThat(wait.getString("cause")).isEqualTo("checkpoint-pinned");
        assertThat(holder(wait).getString("evidence")).isEqualTo("open-cursor");
        assertThat(holder(wait).getString("openSite")).startsWith(PACKAGE + "PinnedWal.export(");
        assertThat(Files.readString(folder.resolve("out"))).contains("held up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two-writers", "pinned-wal", "stale-snapshot", "other-process"})
    void isSilentAboutTheCleanOne(String scene) throws Exception {
        JsonObject report = play(scene, "--clean");

        assertThat(report.getArray("leaks")).isEmpty();
        assertThat(report.getArray("lockWaits")).isEmpty();
        assertThat(report.getArray("settings")).isEmpty();
        assertThat(console())
                .matches("sqlite-leak-agent: \\d+ connections opened, all closed\\.\n");
    }

    private JsonObject play(String scene, String... more) throws Exception {
        File agent = new File(System.getProperty("agent.jar"));
        assertThat(agent).as("built before, with -pl agent,demo-app").isFile();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-javaagent:" + agent + "=report=" + folder.resolve("reports"),
                                "-jar",
                                System.getProperty("demo.jar"),
                                "--data",
                                folder.resolve("data").toString(),
                                "--scene",
                                scene));
        command.addAll(List.of(more));
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile())
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the JVM has ended").isTrue();
            assertThat(process.exitValue()).as(console()).isZero();
        } finally {
            process.destroyForcibly();
        }
        try (Stream<Path> reports = Files.list(folder.resolve("reports"))) {
            return JsonParser.object().from(Files.readString(reports.toList().get(0)));
        }
    }

    private String console() throws Exception {
        return Files.readString(folder.resolve("err"));
    }

    /** The only statement that failed on a lock. */
    private static JsonObject failed(JsonObject report) {
        assertThat(report.getArray("leaks")).isEmpty();
        List<JsonObject> failed =
                report.getArray("lockWaits").stream()
                        .map(JsonObject.class::cast)
                        .filter(wait -> wait.getInt("timedOut") > 0)
                        .toList();
        assertThat(failed).hasSize(1);
        assertThat(failed.get(0).getInt("timedOut")).isOne();
        return failed.get(0);
    }

    private static JsonObject holder(JsonObject wait) {
        JsonArray holders = wait.getArray("holders");
        assertThat(holders).hasSize(1);
        return holders.getObject(0);
    }
}
