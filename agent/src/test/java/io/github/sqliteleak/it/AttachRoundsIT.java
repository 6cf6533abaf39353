package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.github.sqliteleak.it.app.UnderLoad;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The agent comes and goes while 16 threads use SQLite without a pause. By {@code
 * -Dattach.rounds=50} only: on a machine that is busy besides, a JVM may take longer to answer than
 * the attach mechanism waits.
 */
@EnabledIfSystemProperty(named = "attach.rounds", matches = "\\d+")
class AttachRoundsIT {
    private static final int ROUNDS = Integer.getInteger("attach.rounds", 3);

    @TempDir Path folder;

    @SomeJdk
    @EnabledOnOs(OS.LINUX)
    void comesAndGoesUnderFullLoad(Jdk jdk) throws Exception {
        RunningJvm jvm =
                ForkedJvm.in(folder, UnderLoad.class)
                        .on(jdk)
                        .jvmArguments("-XX:+EnableDynamicAgentLoading")
                        .withoutAgent()
                        .start()
                        .awaitLine("ready");
        jvm.say("go").awaitLine("did go");

        for (int i = 0; i < ROUNDS; i++) {
            assertThat(ask(jvm, "ATTACH:report=reports")).startsWith("done: attached");
            assertThat(ask(jvm, "DETACH:")).startsWith("done: detached");
        }
        jvm.say("stop").awaitLine("did stop");
        assertThat(ask(jvm, "ATTACH:")).startsWith("done: attached again");
        Report before = detached(jvm);
        jvm.say("20").awaitLine("did 20");
        assertThat(ask(jvm, "ATTACH:")).startsWith("done: attached again");
        jvm.say("30").awaitLine("did 30");
        Report after = detached(jvm);
        EndedJvm ended = jvm.say("end").end().hasStatus(0);

        assertThat(ended.out()).contains("failures: []\n");
        assertThat(ended.err()).doesNotContain("internal error", "Exception", "not tracked");
        assertThat(before.addsUp().total("inUseAtExit")).as("open when all is closed").isZero();
        assertThat(after.addsUp().total("opened") - before.total("opened"))
                .as("opened while it was there, in 16 threads")
                .isEqualTo(16 * 30);
    }

    private Report detached(RunningJvm jvm) throws Exception {
        assertThat(ask(jvm, "DETACH:")).startsWith("done: detached; what was seen is in");
        return new EndedJvm(0, "", "", folder).report("reports");
    }

    /** As the command line asks, without a JVM for each. */
    private static String ask(RunningJvm jvm, String request) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
        try {
            machine.loadAgent(Build.agentJar().toString(), "request:" + request);
            return machine.getSystemProperties().getProperty("sqliteleak.answer");
        } finally {
            machine.detach();
        }
    }
}
