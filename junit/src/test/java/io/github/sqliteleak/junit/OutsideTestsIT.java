package io.github.sqliteleak.junit;

import static io.github.sqliteleak.junit.LeakMessage.openedFrom;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.InTheCommonPool;
import com.example.LeakingOutsideTests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no method of a test opens in its own thread: in JVMs with a launcher, as in a build. */
class OutsideTestsIT {
    private static final String HERE = LeakingOutsideTests.class.getName();

    @TempDir Path folder;

    @Test
    void failsTheLoneTestThatOpensInTheCommonPool() {
        String out = run(InTheCommonPool.Serial.class);

        assertThat(out.replaceAll("commonPool-worker-\\d+", "commonPool-worker-1"))
                .isEqualTo(leakInPool("aLeaks()") + leakInPool("bLeaks()") + "5 tests, 2 failed\n");
    }

    @Test
    void chargesNoTestWithWhatAnEarlierOneLeftToTheCommonPool() {
        Fork.Started fork = fork(InTheCommonPool.LeftOver.class).start();

        assertThat(fork.end()).isEqualTo("2 tests, 0 failed\n");
        assertThat(fork.read("err"))
                .contains("opened by this test or by another one was left open");
    }

    @Test
    void countsTheStaticInitialiserToTheClass() {
        assertThat(run(LeakingOutsideTests.StaticClosed.class)).isEqualTo("2 tests, 0 failed\n");
        assertThat(run(LeakingOutsideTests.StaticLeft.class))
                .isEqualTo(ofClass("StaticLeft", "StaticLeft.<clinit>") + "2 tests, 1 failed\n");
        assertThat(run(LeakingOutsideTests.UsesASingleton.class)).isEqualTo("2 tests, 0 failed\n");
    }

    @Test
    void countsTheInstanceOfADisabledTestToTheClass() {
        assertThat(run(LeakingOutsideTests.WithDisabled.class))
                .isEqualTo(ofClass("WithDisabled", "WithDisabled.<init>") + "1 tests, 1 failed\n");
    }

    @Test
    void countsArgumentsToTheClass() {
        assertThat(run(LeakingOutsideTests.WithArguments.class))
                .isEqualTo(ofClass("WithArguments", "WithArguments.eager") + "1 tests, 1 failed\n");
        assertThat(run(LeakingOutsideTests.WithLazyArguments.class))
                .contains("2 connections opened by class")
                .endsWith("2 tests, 1 failed\n");
        assertThat(run(LeakingOutsideTests.WithClosedArguments.class))
                .isEqualTo("2 tests, 0 failed\n");
    }

    private static String leakInPool(String test) {
        return "FAILED "
                + test
                + ": "
                + openedFrom("com.example.Service.open").thread("ForkJoinPool.commonPool-worker-1")
                + "\n  why this test: thread \"ForkJoinPool.commonPool-worker-1\" opened it while no"
                + " other test was running, and the common pool was idle when this one began\n";
    }

    private static String ofClass(String type, String method) {
        LeakMessage message =
                openedFrom(HERE + ".opened", HERE + "$" + method)
                        .by("class " + HERE + "$" + type + " for all of its tests");
        if (method.endsWith("init>")) {
            message.keptInFieldOf(type);
        }
        return "FAILED LeakingOutsideTests$" + type + ": " + message + "\n";
    }

    private String run(Class<?> tests) {
        return LeakMessage.bare(fork(tests).run());
    }

    private Fork fork(Class<?> tests) {
        return Fork.in(folder, tests)
                .agent("console=off")
                .jvm("-Djava.util.concurrent.ForkJoinPool.common.parallelism=4");
    }
}
