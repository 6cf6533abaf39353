package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.LeakySuite;
import io.github.sqliteleak.it.app.SuiteRunner;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that end without their shutdown hooks after the tests have ended. */
class KilledForkIT {
    private static final String LEAKS = LeakySuite.class.getName();

    @TempDir Path folder;

    @EachJdk
    void leavesAReportWhenHalted(Jdk jdk) {
        EndedJvm jvm = tests(jdk, "together", "halt", "InSequence").run().hasStatus(0);

        Report report = soFar(jvm);
        assertThat(OpeningTestIT.openedIn(report))
                .hasSize(6)
                .containsEntry("test.db", "certain " + LEAKS + "$InSequence#leaks()");
        assertThat(report.leaks())
                .allSatisfy(
                        leak ->
                                // Nobody keeps them, so a collection may have come before.
                                assertThat(
                                                kind(leak, "open-at-plan-end")
                                                        + kind(leak, "garbage-collected"))
                                        .isEqualTo(leak.getInt("count")));
        assertThat(check())
                .hasFieldOrPropertyWithValue("status", 3)
                .extracting(EndedJvm::out)
                .asString()
                .startsWith("sqlite-leak-agent: not judged: ")
                .contains(
                        " connections were open when the tests had ended, in a JVM",
                        LEAKS + "$InSequence#leaks()")
                .contains("left open: the JVM was still running");
    }

    @Test
    void leavesAReportWhenKilled() {
        EndedJvm jvm =
                tests(Jdks.running(), "together", "linger", "InSequence")
                        .start()
                        .awaitLine("tests have ended")
                        .kill();

        assertThat(OpeningTestIT.openedIn(soFar(jvm))).hasSize(6);
    }

    @Test
    void staysSilentWhenAHaltedJvmHadClosedAll() {
        EndedJvm jvm = tests(Jdks.running(), "together", "halt", "Clean").run().hasStatus(0);

        assertThat(soFar(jvm).leaks()).isEmpty();
        assertThat(check().status()).isEqualTo(3);
    }

    @Test
    void replacesItAtTheRealEnd() {
        RunningJvm jvm =
                tests(Jdks.running(), "together", "linger", "InSequence")
                        .start()
                        .awaitLine("tests have ended");

        EndedJvm ended = jvm.say("end").end().hasStatus(0);

        assertThat(ended.report().addsUp().exit()).isEqualTo("normal");
        assertThat(ended.report().leaks())
                .allSatisfy(
                        leak ->
                                assertThat(leak.getObject("kinds").has("open-at-plan-end"))
                                        .isFalse());
        assertThat(check().status()).isEqualTo(1);
    }

    @Test
    void reportsAfterEachOfSeveralPlans() {
        EndedJvm jvm =
                tests(Jdks.running(), "one-by-one", "halt", "Clean", "InSequence", "Clean")
                        .run()
                        .hasStatus(0);

        assertThat(jvm.out()).isEqualTo("1 tests\n7 tests\n1 tests\n");
        Report report = soFar(jvm);
        assertThat(OpeningTestIT.openedIn(report)).hasSize(6);
        assertThat(report.total("opened")).isEqualTo(13);
    }

    private ForkedJvm tests(Jdk jdk, String plans, String end, String... classes) {
        ForkedJvm jvm =
                ForkedJvm.in(folder, SuiteRunner.class)
                        .on(jdk)
                        .alsoOnClassPath(Platforms.jupiter("5.14.4"))
                        .arguments(plans, end);
        for (String type : classes) {
            jvm.arguments(LEAKS + '$' + type);
        }
        return jvm;
    }

    /** The report, with its marker beside it. */
    private static Report soFar(EndedJvm jvm) {
        List<Path> files = jvm.files("sqlite-leaks");
        assertThat(files).as("report files of %s", jvm).hasSize(2);
        assertThat(files.get(1).toString())
                .isEqualTo(files.get(0).toString().replace(".json", ".started.json"));
        Report report = Report.read(files.get(0)).addsUp();
        assertThat(report.exit()).isNull();
        assertThat(report.json().getObject("jvm").getString("endedAt")).isNull();
        return report;
    }

    private EndedJvm check() {
        return ForkedJvm.in(folder, "io.github.sqliteleak.cli.Main")
                .withoutAgent()
                .classPath(Build.agentJar())
                .arguments("check")
                .run();
    }

    private static int kind(JsonObject leak, String name) {
        return leak.getObject("kinds").getInt(name, 0);
    }
}
