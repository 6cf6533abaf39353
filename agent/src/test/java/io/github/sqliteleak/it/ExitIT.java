package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Exits;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ExitIT {
    @TempDir Path folder;

    @SomeJdk
    void waitsForTheHookThatClosesTheConnection(Jdk jdk) {
        RunningJvm jvm = ForkedJvm.in(folder, Exits.ClosedByHook.class).on(jdk).start();

        EndedJvm ended = jvm.awaitLine("in the hook").say("close it").end();

        ended.hasNoLeak();
        assertThat(ended.out()).isEqualTo("in the hook\nclosed\n");
    }

    @SomeJdk
    void reportsAllTheSameWhenHookHangs(Jdk jdk) {
        RunningJvm jvm =
                ForkedJvm.in(folder, Exits.HangingHook.class)
                        .on(jdk)
                        .agent("exit-timeout=6s")
                        .start();

        EndedJvm ended = jvm.awaitError("report: ").kill();

        Report report = ended.report().addsUp();
        assertThat(report.exit()).isEqualTo("hooks-timed-out");
        assertThat(report.connection().getString("forceClose")).isEqualTo("closed");
        assertThat(ended.err())
                .contains("the application's shutdown hooks were still running when time was up");
    }

    @Test
    void letsHookGoOnThatTookTooLong() {
        RunningJvm jvm =
                ForkedJvm.in(folder, Exits.ClosedByHook.class).agent("exit-timeout=5s").start();

        EndedJvm ended = jvm.awaitError("report: ").say("close it").end().hasStatus(0);

        assertThat(ended.report().addsUp().exit()).isEqualTo("hooks-timed-out");
        assertThat(ended.report().connection().getString("forceClose")).isEqualTo("closed");
        assertThat(ended.out()).startsWith("in the hook\njava.sql.SQLException: ");
    }

    @SomeJdk
    void keepsStatusOfExitInMain(Jdk jdk) {
        leaksAndEndsWith(3, ForkedJvm.in(folder, Exits.ExitInMain.class).on(jdk).run());
    }

    @SomeJdk
    void keepsStatusOfExitInAnotherThread(Jdk jdk) {
        leaksAndEndsWith(4, ForkedJvm.in(folder, Exits.ExitInThread.class).on(jdk).run());
    }

    @SomeJdk
    void keepsStatusOfUncaughtException(Jdk jdk) {
        EndedJvm ended = ForkedJvm.in(folder, Exits.Uncaught.class).on(jdk).run();

        leaksAndEndsWith(1, ended);
        assertThat(ended.err())
                .startsWith("Exception in thread \"main\" java.lang.IllegalStateException");
    }

    @SomeJdk
    @DisabledOnOs(OS.WINDOWS)
    void reportsAtSigterm(Jdk jdk) {
        leaksAndEndsWith(128 + 15, waiting(jdk).signal("TERM").end());
    }

    @SomeJdk
    @DisabledOnOs(OS.WINDOWS)
    void reportsAtSigint(Jdk jdk) throws IOException {
        assumeFalse(RunningJvm.interruptsAreIgnored(), "a background job without job control");

        leaksAndEndsWith(128 + 2, waiting(jdk).signal("INT").end());
    }

    @SomeJdk
    void leavesItsMarkerWhenKilled(Jdk jdk) {
        hasLeftItsMarker(waiting(jdk).kill());
    }

    @Test
    void leavesItsMarkerWhenHalted() {
        hasLeftItsMarker(ForkedJvm.in(folder, Exits.Halting.class).run().hasStatus(6));
    }

    private static void hasLeftItsMarker(EndedJvm ended) {
        assertThat(ended.reportFiles())
                .singleElement()
                .asString()
                .matches("leaks-\\d+-\\d+-[0-9a-f]+\\.started\\.json");
        JsonObject marker = Report.read(ended.files("sqlite-leaks").get(0)).json();
        assertThat(marker.getInt("schema")).isEqualTo(2);
        assertThat(marker.getObject("jvm").isNull("endedAt")).isTrue();
        assertThat(marker.getObject("jvm").isNull("exit")).isTrue();
        assertThat(marker).doesNotContainKey("leaks");
    }

    @SomeJdk
    void endsWithTheStatusAskedForWhenSomethingLeaked(Jdk jdk) {
        EndedJvm ended = temporaryFile(jdk).arguments("leak").run();

        leaksAndEndsWith(23, "halted-by-agent", ended);
        assertThat(folder.resolve("temporary")).doesNotExist();
    }

    @Test
    void keepsItsStatusWhenNothingLeaked() {
        EndedJvm ended = temporaryFile(Jdks.running()).run().hasStatus(5);

        assertThat(ended.report().leaks()).isEmpty();
        assertThat(folder.resolve("temporary")).doesNotExist();
    }

    private ForkedJvm temporaryFile(Jdk jdk) {
        return ForkedJvm.in(folder, Exits.TemporaryFile.class).on(jdk).agent("exit-code=23");
    }

    private RunningJvm waiting(Jdk jdk) {
        return ForkedJvm.in(folder, Exits.Waiting.class).on(jdk).start().awaitLine("ready");
    }

    private static void leaksAndEndsWith(int status, EndedJvm ended) {
        leaksAndEndsWith(status, "normal", ended);
    }

    private static void leaksAndEndsWith(int status, String exit, EndedJvm ended) {
        Report report = ended.hasStatus(status).report().addsUp();
        assertThat(report.openedIn(Exits.class, "leak").getInt("count")).isOne();
        assertThat(report.connection().getString("forceClose")).isEqualTo("closed");
        assertThat(report.exit()).isEqualTo(exit);
    }
}
