package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.EarlyUse;
import io.github.sqliteleak.it.app.FirstAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver that another agent loads is woven whole or left alone whole, and never in silence. */
class FirstAgentIT {
    private static final String LINE =
            "sqlite-leak-agent: sqlite-jdbc "
                    + Build.DRIVER
                    + " is not tracked: it was loaded before the agent, as by another agent that"
                    + " uses it; give -javaagent of this one first\n";

    @TempDir Path folder;

    @EachJdk
    void leavesADriverAloneThatAnotherAgentHasUsed(Jdk jdk) throws IOException {
        EndedJvm ended = before(jdk, "use").arguments("close").run().hasStatus(0);

        assertThat(ended.out()).isEqualTo("close\n");
        assertThat(ended.err()).startsWith(LINE).contains("no connection seen.");
        assertThat(ended.report().total("failedOpens")).isZero();
        assertThat(missing(ended)).isEqualTo("already-loaded");
    }

    @EachJdk
    void leavesADriverAloneOfWhichOneClassWasLoaded(Jdk jdk) throws IOException {
        EndedJvm ended = before(jdk, "load").arguments("leak").run().hasStatus(0);

        assertThat(ended.out()).isEqualTo("leak\n");
        assertThat(ended.err()).contains("is not tracked: ").contains("no connection seen.");
        assertThat(missing(ended)).isEqualTo("already-loaded");
    }

    @EachJdk
    void leavesNoReportWhenOnlyOneClassWasLoaded(Jdk jdk) throws IOException {
        EndedJvm ended = before(jdk, "load").arguments("nothing").run().hasStatus(0);

        assertThat(ended.err()).contains("is not tracked: ").doesNotContain("no connection");
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

        assertThat(ended.err()).startsWith(LINE);
        assertThat(missing(ended)).isEqualTo("already-loaded");
        assertThat(ended.report().addsUp().total("leaked")).as("of the other driver").isOne();
    }

    @EachJdk
    void doesWhatItsLineSays(Jdk jdk) throws IOException {
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
        assertThat(ended.err()).doesNotContain("is not tracked");
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
