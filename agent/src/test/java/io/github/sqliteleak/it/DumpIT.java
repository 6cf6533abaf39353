package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.github.sqliteleak.it.app.Watched;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DumpIT {
    private static final String PLACE = "io.github.sqliteleak.it.app.Watched.";

    @TempDir Path folder;

    private record Outcome(int status, String out, String err) {}

    @SomeJdk
    void showsWhoWaitsForWhom(Jdk jdk) throws Exception {
        RunningJvm jvm = ForkedJvm.in(folder, Watched.class).on(jdk).start().awaitLine("ready");

        JsonObject report = awaitWait(jvm);
        assertThat(report.getObject("totals").getInt("leaked")).isZero();
        assertThat(report.getArray("leaks").getObject(0).getObject("kinds").getInt("open"))
                .isPositive();
        JsonObject live = report.getObject("live");
        assertThat(live.getArray("deadlocks")).isEmpty();
        assertThat(live.getArray("connections")).hasSize(2);
        JsonObject holder = live.getArray("connections").getObject(0);
        assertThat(holder.getString("lastUsedBy")).isEqualTo("main");
        assertThat(holder.getObject("transaction").getBoolean("locks")).isTrue();
        JsonObject wait = live.getArray("waits").getObject(0);
        assertThat(wait.getString("sql")).isEqualTo("INSERT INTO t VALUES (?)");
        assertThat(wait.getArray("holders").getObject(0).getInt("connectionId"))
                .isEqualTo(holder.getInt("id"));

        Outcome text = dump(jvm.pid(), "--full");
        assertThat(text.out())
                .matches(
                        "(?s)pid \\d+ \\("
                                + Watched.class.getName()
                                + "\\): 2 connections open, .*")
                .contains(", thread \"main\" (RUNNABLE), holds a write transaction for ")
                .contains("connection 3, thread \"waiter\" has waited for ")
                .contains(" of 10 min 0 s at most to write at ")
                .contains("at " + PLACE + "insert(")
                .doesNotContain("at io.github.sqliteleak.lock.");
        assertThat(dump(jvm.pid(), "--format", "markdown").out())
                .contains("2 connections are open, in a JVM that goes on running");
        Outcome lines = run("watch", jvm.pid(), "--times", "2");
        assertThat(lines.status()).as(lines.err()).isZero();
        assertThat(lines.out().lines())
                .hasSize(2)
                .allMatch(
                        line ->
                                line.contains(" 2 open (most 2), 1 transaction, 1 waiting, ")
                                        && line.contains(" write transaction for "));
        jvm.say("commit").awaitLine("did commit").say("end").end().hasStatus(0);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void bringsTheAgentWhereItIsNot() throws Exception {
        RunningJvm jvm =
                ForkedJvm.in(folder, Watched.class).withoutAgent().start().awaitLine("ready");

        Outcome first = dump(jvm.pid());

        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.err()).contains("the agent was not in it, and is now: ");
        assertThat(first.out())
                .contains("0 connections open")
                .contains("not known: this JVM has 2 descriptors on ");
        jvm.say("commit").awaitLine("did commit");
        assertThat(dump(jvm.pid()).err()).isEmpty();
        jvm.kill();
    }

    /** The signal by which a JVM is asked to listen would end it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesWhatIsNoJvmAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "300").start();
        try {
            Outcome refused = dump(other.pid());

            assertThat(refused.status()).isEqualTo(4);
            assertThat(refused.err()).contains("it is no JVM");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroy();
        }
    }

    /** The other thread may be on its way. */
    private JsonObject awaitWait(RunningJvm jvm) throws Exception {
        JsonObject report;
        do {
            Outcome json = dump(jvm.pid(), "--format", "json");
            assertThat(json.status()).as(json.err()).isZero();
            report = JsonParser.object().from(json.out());
        } while (report.getObject("live").getArray("waits").isEmpty());
        return report;
    }

    private Outcome dump(long pid, String... more) throws Exception {
        return run("dump", pid, more);
    }

    private Outcome run(String verb, long pid, String... more) throws Exception {
        Path out = folder.resolve("dump.out");
        Path err = folder.resolve("dump.err");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Jdks.running().java().toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Djava.io.tmpdir=" + folder,
                                "-Dstdout.encoding=UTF-8",
                                "-Dfile.encoding=UTF-8",
                                "-jar",
                                Build.agentJar().toString(),
                                verb,
                                Long.toString(pid)));
        command.addAll(List.of(more));
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
