package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.github.sqliteleak.it.app.UnderLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    @EachJdk
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
        RunningJvm never = neverAttachedTo(jdk);
        assertThat(ratesInTurn(jvm, never)).as("of one never attached to").isGreaterThan(0.8);
        never.say("stop").awaitLine("did stop").say("end").end().hasStatus(0);
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

    private RunningJvm neverAttachedTo(Jdk jdk) throws IOException {
        Path other = Files.createDirectory(folder.resolve("never"));
        RunningJvm never = ForkedJvm.in(other, UnderLoad.class).on(jdk).withoutAgent().start();
        return never.awaitLine("ready").say("go").awaitLine("did go");
    }

    /**
     * The throughput of the first in that of the second, both under load at the same time: what
     * else the machine does is the same for both.
     */
    private double ratesInTurn(RunningJvm jvm, RunningJvm never) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String rate = "rate " + i;
            jvm.say(rate);
            never.say(rate);
            ratios.add(number(jvm, rate) / number(never, rate));
        }
        System.err.println("throughput after detach, of one never attached to: " + ratios);
        ratios.sort(null);
        return ratios.get(ratios.size() / 2);
    }

    private static double number(RunningJvm jvm, String key) {
        String out = jvm.awaitOutput(key + ": ").out();
        return out.lines()
                .filter(line -> line.startsWith(key + ": "))
                .mapToDouble(line -> Double.parseDouble(line.substring(key.length() + 2)))
                .findFirst()
                .orElseThrow();
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
