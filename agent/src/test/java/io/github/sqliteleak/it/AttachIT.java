package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.Await;
import io.github.sqliteleak.it.app.Served;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent comes into a JVM that has been using SQLite, leaves it and comes back. */
class AttachIT {
    private static final int REFUSED = 4;

    @TempDir Path folder;

    @EachJdk
    @EnabledOnOs(OS.LINUX)
    void followsWhatItFindsOpenAndWhatIsOpenedThen(Jdk jdk) {
        RunningJvm jvm = ForkedJvm.in(folder, Served.class).on(jdk).withoutAgent().start();
        does(jvm, "before");

        assertThat(ask("attach", jvm).hasStatus(0).err()).contains("attached; ");
        does(jvm, "use", "open", "lock");
        assertThat(ask("detach", jvm).hasStatus(0).err()).contains("detached; what was seen is in");
        Report seen = new EndedJvm(0, "", "", folder).report();
        does(jvm, "close");
        assertThat(ask("detach", jvm).hasStatus(REFUSED).err()).contains("has left that JVM");
        assertThat(ask("attach", jvm).hasStatus(0).err()).contains("attached again");
        does(jvm, "leak");
        assertThat(ask("attach", jvm).hasStatus(0).err()).contains("attached already");
        assertThat(ask("attach", jvm, "held-warning=100ms,lock-waits=off").hasStatus(REFUSED).err())
                .contains("nothing is changed: lock-waits stays as it was when the agent came");
        assertThat(ask("attach", jvm, "held-warning=100ms,report=moved").hasStatus(0).err())
                .contains("these options count from now on");
        jvm.awaitError("other.db is open but unused for ");
        EndedJvm ended = jvm.say("end").end().hasStatus(0);

        assertThat(seen.total("opened")).isEqualTo(3);
        assertThat(seen.total("closed")).isOne();
        assertThat(seen.total("inUseAtExit")).isEqualTo(2);
        JsonObject met = seen.openedIn(Served.class, "use");
        assertThat(met.getString("advice")).isEqualTo("stop-thread");
        JsonObject used = (JsonObject) met.getArray("connections").get(0);
        assertThat(used.getBoolean("openedBefore")).isTrue();
        assertThat(used.getBoolean("inTransaction")).isTrue();
        assertThat(used.getArray("openStatements")).hasSize(2);
        assertThat(seen.lockWaits()).hasSize(1);
        assertThat(Report.objects(seen.lockWaits().get(0).getArray("holders")))
                .extracting(holder -> holder.getInt("connectionId"))
                .containsExactly(used.getInt("id"));
        Report last = ended.report("moved").addsUp();
        assertThat(ended.reportFiles()).as("that of detaching").hasSize(1);
        assertThat(last.total("opened")).isEqualTo(4);
        assertThat(last.total("closed")).isEqualTo(3);
        assertThat(last.leak().getString("site")).startsWith(Served.class.getName() + ".leak(");
        assertThat(ended.err()).doesNotContain("Exception", "internal error");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void countsWhatItHasNotMet() {
        RunningJvm jvm = ForkedJvm.in(folder, Served.class).withoutAgent().start();
        does(jvm, "before");

        ask("attach", jvm).hasStatus(0);
        does(jvm, "use");
        String seen = ask("dump", jvm).hasStatus(0).out();
        does(jvm, "stand");
        AtomicReference<String> stood = new AtomicReference<>("");
        Await.until(
                "both waits, which are in SQLite alone",
                () -> {
                    stood.set(ask("dump", jvm).hasStatus(0).out());
                    return stood.get().contains(" open, at least 2 wait for a lock, ");
                });
        does(jvm, "release");
        EndedJvm ended = jvm.say("end").end().hasStatus(0);

        assertThat(seen)
                .contains(" open, no wait for a lock known, ")
                .contains("    opened:    before the agent came\n    first use: ")
                .doesNotContain("a read transaction");
        assertThat(stood.get())
                .containsPattern(
                        "(?m)^  connection \\d+, thread \"main\".* holds a write transaction")
                .containsPattern(
                        "← connection \\d+, thread \"first-waiter\" seems to have waited for ")
                .containsPattern(
                        "← connection \\d+, thread \"second-waiter\" seems to have waited for ")
                .contains(" to write at io.github.sqliteleak.it.app.Served.stands(")
                .contains(", 2 waiting")
                .containsPattern("    runs: +WITH .* by thread \"reader\"\n");
        assertThat(ended.err())
                .contains(
                        "  1 connection opened before the agent came, still open at exit\n",
                        "    first use: ",
                        "has 2 descriptors on ",
                        "data.db that belong to connections not met yet");
        assertThat(ended.report().leak().getString("advice")).isEqualTo("opened-before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+DisableAttachMechanism", "-XX:-EnableDynamicAgentLoading"})
    void namesTheOptionThatForbidsAttaching(String option) {
        RunningJvm jvm =
                ForkedJvm.in(folder, Served.class).withoutAgent().jvmArguments(option).start();
        does(jvm, "open");

        assertThat(ask("attach", jvm).hasStatus(REFUSED).err())
                .isEqualTo(
                        "sqlite-leak-agent: cannot attach to "
                                + jvm.pid()
                                + ": it was started with "
                                + option
                                + "; start it with -javaagent:/path/to/sqlite-leak-agent.jar"
                                + " instead\n");
        does(jvm, "close");
        EndedJvm ended = jvm.say("end").end().hasStatus(0);
        assertThat(ended.out()).doesNotContain("thread dump");
        assertThat(ended.reportFiles()).isEmpty();
    }

    private static void does(RunningJvm jvm, String... what) {
        jvm.awaitLine("ready");
        for (String each : what) {
            jvm.say(each).awaitLine("did " + each);
        }
    }

    private EndedJvm ask(String verb, RunningJvm jvm, String... more) {
        return ForkedJvm.in(folder, "io.github.sqliteleak.cli.Main")
                .withoutAgent()
                .classPath(Build.agentJar())
                .arguments(verb, Long.toString(jvm.pid()))
                .arguments(more)
                .run();
    }
}
