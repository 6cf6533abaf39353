package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.EventLoop;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** BlockHound finds no call of the agent's in a thread that must not block. */
class EventLoopIT {
    private static final String OUT = "failed: 5 in time\ndone\n";

    @TempDir Path folder;

    @EachJdk
    void waitsForLocksInAThreadThatMustNotBlock(Jdk jdk) {
        EndedJvm ended = loop(jdk).arguments("fail").run().hasStatus(0);

        assertThat(ended.out()).as("output of %s", ended).isEqualTo(OUT);
        isWholeTruth(ended);
    }

    @EachJdk
    void makesNoCallThatBlockHoundReports(Jdk jdk) {
        EndedJvm ended = loop(jdk).arguments("note").run().hasStatus(0);

        assertThat(ended.out()).as("output of %s", ended).isEqualTo(OUT);
        isWholeTruth(ended);
    }

    @SomeJdk
    void isWhatHappensWithoutTheAgent(Jdk jdk) {
        EndedJvm ended = loop(jdk).withoutAgent().arguments("fail").run().hasStatus(0);

        assertThat(ended.out()).as("output of %s", ended).isEqualTo(OUT);
    }

    private ForkedJvm loop(Jdk jdk) {
        return ForkedJvm.in(folder, EventLoop.class)
                .on(jdk)
                .alsoOnClassPath(Build.blockHound())
                // Or BlockHound can change no class of a JDK since 13; and the VM warns on standard
                // output that this will not last.
                .jvmArguments(
                        "-XX:+AllowRedefinitionToAddDeleteMethods", "-XX:+DisplayVMOutputToStderr");
    }

    private static void isWholeTruth(EndedJvm ended) {
        assertThat(ended.err()).doesNotContain("internal error");
        Report report = ended.report().addsUp();
        assertThat(report.total("opened")).isEqualTo(3);
        assertThat(report.openedIn(EventLoop.class, "leak").getInt("count")).isOne();
        assertThat(report.total("lockTimeouts")).isOne();
        JsonObject timedOut =
                report.lockWaits().stream()
                        .filter(wait -> wait.getInt("timedOut") == 1)
                        .findFirst()
                        .orElseThrow();
        assertThat(timedOut.getString("waiterSite")).contains("Db.run(");
    }
}
