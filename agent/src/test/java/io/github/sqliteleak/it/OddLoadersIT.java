package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.Loaders;
import io.github.sqliteleak.it.app.OddLoaders;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Class loaders that answer as they like when they are asked for the agent. */
class OddLoadersIT {
    private static final String DONE = "closed data.db\nleaked data.db\n";
    private static final String NOT_TRACKED =
            "sqlite-leak-agent: sqlite-jdbc [\\d.]+ is not tracked: ";
    @TempDir Path folder;

    /** Whatever the loader answers, or throws: what it does not find it is given. */
    @ParameterizedTest
    @ValueSource(strings = {"NOTHING", "NULL", "ANOTHER", "ERROR", "EXCEPTION", "RECURSION"})
    void tracksDriverWhoseLoaderDoesNotFindTheAgent(String answer) {
        Jdk jdk = answer.equals("NOTHING") ? Jdks.all().get(Jdks.all().size() - 1) : Jdks.running();
        EndedJvm jvm = run(jdk, OddLoaders.One.class, answer);

        assertThat(jvm.out()).isEqualTo("asked for OpenHooks\n" + DONE);
        assertThat(jvm.err()).doesNotContain("not tracked");
        isTracked(jvm);
    }

    @SomeJdk
    void leavesDriverAloneThatHasAnAgentOfItsOwn(Jdk jdk) {
        EndedJvm jvm = run(jdk, OddLoaders.One.class, "COPY");

        assertThat(jvm.out()).isEqualTo("asked for OpenHooks\n" + DONE);
        assertThat(jvm.err())
                .matches(
                        NOT_TRACKED
                                + "its class loader 'odd' \\(.*\\) has a copy of the agent of its"
                                + " own; take the agent's jar out of what it loads itself\n");
    }

    /** The VM does not show the agent what is loaded while the agent asks. */
    @SomeJdk
    void leavesDriverAloneThatIsLoadedMeanwhile(Jdk jdk) {
        EndedJvm jvm = run(jdk, OddLoaders.One.class, "DRIVER");

        assertThat(jvm.out()).endsWith(DONE);
        assertThat(jvm.err())
                .matches(
                        NOT_TRACKED
                                + "some of its classes were loaded before they could be woven\n");
    }

    @SomeJdk
    void decidesForEachLoaderWhateverItIsEqualTo(Jdk jdk) {
        EndedJvm jvm = run(jdk, OddLoaders.Equal.class, "PARENT");

        assertThat(jvm.out()).endsWith("asked for OpenHooks\n" + DONE);
        Report report = jvm.report();
        assertThat(report.total("opened")).isEqualTo(4);
        assertThat(report.openedIn(Loaders.class, "leak").getInt("count")).isEqualTo(2);
        assertThat(Report.objects(report.json().getArray("driver")))
                .extracting(driver -> driver.getString("tracking"))
                .containsExactly("full", "full");
    }

    @SomeJdk
    void waitsForNoLockThatTheLoaderTakes(Jdk jdk) {
        isTracked(run(jdk, OddLoaders.Locked.class, "LOCK"));
    }

    @SomeJdk
    void asksOnceWhateverTheNumberOfThreads(Jdk jdk) {
        EndedJvm jvm = run(jdk, OddLoaders.Crowd.class, "SLOW");

        assertThat(jvm.out())
                .isEqualTo(
                        "asked for OpenHooks\nasked for FactHooks\nasked for FailureHooks\n"
                                + "asked for StatementHooks\n"
                                + "asked for ResultHooks\nasked for CopyHooks\nasked for LockHooks\n"
                                + DONE);
        isTracked(jvm);
    }

    @SomeJdk
    void asksOnceWhereTheAnswerIsNoWhateverTheNumberOfThreads(Jdk jdk) {
        EndedJvm jvm = run(jdk, OddLoaders.Crowd.class, "NOTHING");

        assertThat(jvm.out()).isEqualTo("asked for OpenHooks\n" + DONE);
        isTracked(jvm);
    }

    private static void isTracked(EndedJvm jvm) {
        Report report = jvm.report().addsUp();
        assertThat(report.total("opened")).isEqualTo(2);
        assertThat(report.openedIn(Loaders.class, "leak").getInt("count")).isOne();
    }

    private EndedJvm run(Jdk jdk, Class<?> program, String answer) {
        List<Path> jars =
                Stream.concat(Stream.of(Build.driver(Build.DRIVER)), Build.logging().stream())
                        .toList();
        String[] arguments =
                Stream.concat(Stream.of(answer), jars.stream().map(Path::toString))
                        .toArray(String[]::new);
        EndedJvm jvm =
                ForkedJvm.in(folder.resolve(jdk + answer), program)
                        .on(jdk)
                        .classPath(Build.programs())
                        .arguments(arguments)
                        .run();
        return jvm.hasStatus(0);
    }
}
