package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.EarlyUse;
import io.github.sqliteleak.it.app.FirstAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver that another agent has loaded is tracked from then on, or left alone with a line. */
class FirstAgentIT {
    @TempDir Path folder;

    @EachJdk
    void tracksADriverThatAnotherAgentHasUsed(Jdk jdk) throws IOException {
        EndedJvm ended = before(jdk, "use").arguments("leak").run().hasStatus(0);

        assertThat(ended.out()).isEqualTo("leak\n");
        assertThat(ended.report().addsUp().total("leaked")).isOne();
        assertThat(ended.report().json().getObject("completeness").getBoolean("complete")).isTrue();
    }

    @SomeJdk
    void adoptsWhatAnotherAgentHasLeftOpen(Jdk jdk) throws IOException {
        EndedJvm ended = before(jdk, "idle").arguments("close").run().hasStatus(0);

        assertThat(ended.out()).isEqualTo("close\n");
        assertThat(ended.report().addsUp().total("opened")).isOne();
        assertThat(missing(ended)).isEqualTo("already-loaded");
        assertThat(ended.err())
                .contains(
                        "has 2 descriptors on ", "first.db that belong to connections not met yet");
    }

    @EachJdk
    void tracksADriverOfWhichOneClassWasLoaded(Jdk jdk) throws IOException {
        EndedJvm ended = before(jdk, "load").arguments("leak").run().hasStatus(0);

        assertThat(ended.out()).isEqualTo("leak\n");
        assertThat(ended.report().addsUp().total("leaked")).isOne();
        assertThat(ended.report().json().getObject("completeness").getBoolean("complete")).isTrue();
    }

    @SomeJdk
    void leavesNoReportWhenOnlyOneClassWasLoaded(Jdk jdk) throws IOException {
        EndedJvm ended = before(jdk, "load").arguments("nothing").run().hasStatus(0);

        assertThat(ended.err()).isEmpty();
        assertThat(folder.resolve("sqlite-leaks")).doesNotExist();
    }

    @Test
    void findsADriverInAClassLoaderOfTheOtherAgents() throws IOException {
        String jars =
                Stream.concat(Stream.of(Build.driver(Build.DRIVER)), Build.logging().stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(";"));

        EndedJvm ended =
                before(Jdks.running(), "isolated=" + jars).arguments("leak").run().hasStatus(0);

        assertThat(ended.report().json().getArray("driver"))
                .extracting(driver -> ((JsonObject) driver).getString("tracking"))
                .containsExactlyInAnyOrder("full", "no-lock-waits");
        assertThat(ended.report().addsUp().total("leaked")).isOne();
    }

    @SomeJdk
    void givesItFieldsWhenItComesFirst(Jdk jdk) throws IOException {
        Path first = Jars.agent(folder.resolve("first.jar"), FirstAgent.class);

        EndedJvm ended =
                ForkedJvm.in(folder, EarlyUse.class)
                        .on(jdk)
                        .jvmArguments("-javaagent:" + Build.agentJar())
                        .withoutAgent()
                        .jvmArguments("-javaagent:" + first + "=use")
                        .arguments("leak")
                        .run()
                        .hasStatus(0);

        assertThat(ended.report().addsUp().total("leaked")).isOne();
        assertThat(ended.report().json().getArray("driver").getObject(0).getString("tracking"))
                .isEqualTo("full");
    }

    private ForkedJvm before(Jdk jdk, String what) throws IOException {
        Path first = Jars.agent(folder.resolve("first.jar"), FirstAgent.class);
        return ForkedJvm.in(folder, EarlyUse.class)
                .on(jdk)
                .jvmArguments("-javaagent:" + first + '=' + what);
    }

    private static String missing(EndedJvm ended) {
        return ended.report()
                .json()
                .getObject("completeness")
                .getArray("missing")
                .getObject(0)
                .getString("what");
    }
}
