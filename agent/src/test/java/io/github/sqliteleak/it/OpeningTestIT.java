package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.LeakySuite;
import io.github.sqliteleak.it.app.ParallelSuite;
import io.github.sqliteleak.it.app.SuiteRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which test opened it, as the shaded jar tells in JVMs that run tests. */
class OpeningTestIT {
    private static final String LEAKS = LeakySuite.class.getName();
    private static final String PARALLEL = ParallelSuite.class.getName();

    @TempDir Path folder;

    static Stream<Arguments> platforms() {
        return Jdks.with(Platforms.JUPITER);
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void namesTheTest(Jdk jdk, String version) {
        EndedJvm jvm =
                tests(
                        jdk,
                        version,
                        "together",
                        LeakySuite.InSequence.class,
                        LeakySuite.Clean.class);

        assertThat(jvm.out()).isEqualTo("8 tests\n");
        String type = LEAKS + "$InSequence";
        assertThat(openedIn(jvm.report().addsUp()))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "before-all.db", "class " + type,
                                "test.db", "certain " + type + "#leaks()",
                                "other-thread.db",
                                        "only-running-test " + type + "#leaksInOtherThread()",
                                "parameterized.db", "certain " + type + "#leaksSometimes(int)[2]",
                                "dynamic.db", "certain " + type + "#makesTests()[2]",
                                "nested.db", "certain " + type + "$Inner#leaks()"));
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void staysSilentWhenTestsClose(Jdk jdk, String version) {
        EndedJvm jvm = tests(jdk, version, "together", LeakySuite.Clean.class);

        assertThat(jvm.out()).isEqualTo("1 tests\n");
        assertThat(jvm.hasNoLeak().exit()).isEqualTo("normal");
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void tellsTestsThatRunAtTheSameTimeApart(Jdk jdk, String version) {
        String on = "-Djunit.jupiter.execution.parallel.";
        EndedJvm jvm =
                ForkedJvm.in(folder, ParallelSuite.Main.class)
                        .on(jdk)
                        .alsoOnClassPath(Platforms.jupiter(version))
                        .jvmArguments(
                                on + "enabled=true",
                                on + "mode.default=concurrent",
                                on + "config.strategy=fixed",
                                on + "config.fixed.parallelism=2")
                        .run()
                        .hasStatus(0);

        assertThat(jvm.out()).isEqualTo("ready\n2 tests\n");
        Report report = jvm.report().addsUp();
        assertThat(openedIn(report))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "first.db", "certain " + PARALLEL + "$First#leaks()",
                                "second.db", "certain " + PARALLEL + "$Second#leaks()",
                                "first-child.db", "inherited " + PARALLEL + "$First#leaks()",
                                "shared.db", "class " + PARALLEL + "$First",
                                "shared-pool.db", "unknown null"));
        assertThat(Report.strings(connection(report, "shared-pool.db").getArray("testsRunning")))
                .containsExactly(PARALLEL + "$First#leaks()", PARALLEL + "$Second#leaks()");
    }

    @Test
    void tellsClassesThatRunAtTheSameTimeApart() {
        String on = "-Djunit.jupiter.execution.parallel.";
        EndedJvm jvm =
                ForkedJvm.in(folder, ParallelSuite.Main.class)
                        .alsoOnClassPath(Platforms.jupiter("5.14.4"))
                        .jvmArguments(
                                on + "enabled=true",
                                on + "mode.default=same_thread",
                                on + "mode.classes.default=concurrent",
                                on + "config.strategy=fixed",
                                on + "config.fixed.parallelism=2")
                        .run()
                        .hasStatus(0);

        assertThat(openedIn(jvm.report()))
                .containsEntry("first.db", "certain " + PARALLEL + "$First#leaks()")
                .containsEntry("second.db", "certain " + PARALLEL + "$Second#leaks()");
    }

    @Test
    void knowsTheOuterTestAgainAfterAPlanWithinIt() {
        EndedJvm jvm = tests(Jdks.running(), "5.14.4", "together", LeakySuite.Outer.class);

        assertThat(openedIn(jvm.report().addsUp()))
                .isEqualTo(
                        Map.of("after-inner-plan.db", "certain " + LEAKS + "$Outer#runsTests()"));
    }

    @Test
    void saysInPlainWordsWhichTest() {
        EndedJvm jvm = tests(Jdks.running(), "5.14.4", "one-by-one", LeakySuite.InSequence.class);

        assertThat(jvm.err())
                .contains("    test:      opened in test " + LEAKS + "$InSequence#leaks()\n")
                .contains(
                        "opened while test "
                                + LEAKS
                                + "$InSequence#leaksInOtherThread() was running, and no other\n")
                .contains(
                        "opened in class "
                                + LEAKS
                                + "$InSequence, outside its tests or not known in which\n");
    }

    @Test
    void reportsThatTestsOpenedNothing() {
        EndedJvm jvm =
                tests(Jdks.running(), "5.14.4", "together", LeakySuite.WithoutDatabase.class);

        assertThat(jvm.err()).isEmpty();
        Report report = jvm.report().addsUp();
        assertThat(report.total("opened")).isZero();
        assertThat(report.exit()).isEqualTo("normal");
    }

    @Test
    void reportsThatWaitsOfTheDriverWereNotSeen() {
        EndedJvm jvm =
                ForkedJvm.in(folder, SuiteRunner.class)
                        .driver("3.36.0.3")
                        .alsoOnClassPath(Platforms.jupiter("5.14.4"))
                        .arguments("together", "return", LEAKS + "$Clean")
                        .run()
                        .hasStatus(0);

        JsonObject driver = jvm.report().json().getArray("driver").getObject(0);
        assertThat(driver.getString("version")).isEqualTo("3.36.0.3");
        assertThat(driver.getString("tracking")).isEqualTo("no-lock-waits");
    }

    @Test
    void leavesTestsAloneWithoutTheAgent() {
        EndedJvm jvm =
                ForkedJvm.in(folder, SuiteRunner.class)
                        .alsoOnClassPath(Platforms.jupiter("5.14.4"))
                        .alsoOnClassPath(Build.agentJar())
                        .withoutAgent()
                        .arguments("together", "return", LEAKS + "$InSequence")
                        .run()
                        .hasStatus(0);

        assertThat(jvm.out()).isEqualTo("7 tests\n");
        assertThat(jvm.err()).isEmpty();
        assertThat(folder.resolve("sqlite-leaks")).doesNotExist();
    }

    private EndedJvm tests(Jdk jdk, String version, String plans, Class<?>... classes) {
        List<String> arguments = new ArrayList<>(List.of(plans, "return"));
        for (Class<?> type : classes) {
            arguments.add(type.getName());
        }
        return ForkedJvm.in(folder, SuiteRunner.class)
                .on(jdk)
                .alsoOnClassPath(Platforms.jupiter(version))
                .arguments(arguments.toArray(String[]::new))
                .run()
                .hasStatus(0);
    }

    /** By file: the evidence and the name. */
    static Map<String, String> openedIn(Report report) {
        Map<String, String> tests = new TreeMap<>();
        for (JsonObject connection : connections(report)) {
            tests.put(
                    file(connection),
                    connection.getString("testEvidence") + ' ' + connection.getString("test"));
        }
        return tests;
    }

    private static JsonObject connection(Report report, String file) {
        return connections(report).stream()
                .filter(connection -> file(connection).equals(file))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> connections(Report report) {
        return report.leaks().stream()
                .flatMap(leak -> Report.objects(leak.getArray("connections")).stream())
                .toList();
    }

    private static String file(JsonObject connection) {
        return Path.of(connection.getString("database")).getFileName().toString();
    }
}
