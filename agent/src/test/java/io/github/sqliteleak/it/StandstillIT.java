package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.tools.attach.VirtualMachine;
import io.github.sqliteleak.Await;
import io.github.sqliteleak.it.app.Deadlocked;
import io.github.sqliteleak.it.app.Watched;
import io.github.sqliteleak.moment.Deadlock;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.moment.OpenConnection;
import io.github.sqliteleak.moment.Waiter;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.console.ConsoleStyle;
import io.github.sqliteleak.report.console.MomentText;
import io.github.sqliteleak.report.json.DumpFile;
import io.github.sqliteleak.waits.LockHolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for whom in a server that stands still: in this JVM, in pools, in another process. */
class StandstillIT {
    @TempDir Path folder;

    @SomeJdk
    @EnabledOnOs(OS.LINUX)
    void namesWhoeverEachOneWaitsFor(Jdk jdk) throws Exception {
        RunningJvm other =
                ForkedJvm.in(folder, Watched.class).withoutAgent().start().awaitLine("ready");
        RunningJvm jvm =
                ForkedJvm.in(folder, Deadlocked.class)
                        .on(jdk)
                        .alsoOnClassPath(Build.pool())
                        .jvmArguments("-XX:+EnableDynamicAgentLoading")
                        .start()
                        .awaitLine("ready");
        LeakReport[] seen = new LeakReport[1];
        Await.until("all stand still", () -> (seen[0] = dump(jvm)).moment().waits().size() == 7);
        Await.until("the pool, too", () -> (seen[0] = dump(jvm)).moment().pools().size() == 1);
        Moment moment = seen[0].moment();

        assertThat(holders(moment))
                .containsExactly(
                        Map.entry("cycle-a", "cycle-b"),
                        Map.entry("cycle-b", "cycle-a"),
                        Map.entry("foreign", "process " + other.pid()),
                        Map.entry("monitor-a", "monitor-b"),
                        Map.entry("second-borrower", "borrower"),
                        Map.entry("self", "self"),
                        Map.entry("victim", "cycle-a"));
        assertThat(moment.deadlocks())
                .extracting(Deadlock::kind, each -> each.threads().stream().sorted().toList())
                .containsExactlyInAnyOrder(
                        tuple(Deadlock.Kind.OWN_THREAD, List.of("self")),
                        tuple(Deadlock.Kind.POOL, List.of("pool")),
                        tuple(Deadlock.Kind.CYCLE, List.of("cycle-a", "cycle-b")),
                        tuple(Deadlock.Kind.CYCLE, List.of("monitor-a", "monitor-b")));
        String text = new MomentText(new ConsoleStyle(false, false, true)).render(seen[0], moment);
        assertThat(text)
                .contains(
                        "  process " + other.pid() + ": ",
                        "    ← connection ",
                        ", thread \"foreign\" has waited for ",
                        "  pool HikariCP has lent all of its connections\n",
                        "    ← thread \"pool\" waits for one\n");
        other.kill();
        EndedJvm ended =
                jvm.awaitError("has no connection left for thread").say("end").end().hasStatus(0);
        assertThat(ended.err()).containsOnlyOnce("has no connection left for thread \"pool\"");
    }

    /** By the names of the threads. */
    private static Map<String, String> holders(Moment moment) {
        Map<Long, OpenConnection> open = new TreeMap<>();
        moment.connections().forEach(each -> open.put(each.id(), each));
        Map<String, String> holders = new TreeMap<>();
        for (Waiter wait : moment.waits()) {
            assertThat(wait.holders()).as(wait.thread()).hasSize(1);
            LockHolder holder = wait.holders().get(0);
            Long id = holder.connectionId();
            holders.put(
                    String.valueOf(wait.thread()),
                    id == null ? "process " + holder.pid() : open.get(id).holder().name());
        }
        return holders;
    }

    /** As the command line does, without a JVM for it. */
    private LeakReport dump(RunningJvm jvm) {
        try {
            Path file = Files.createTempDirectory(folder, "dump").resolve("dump.json");
            VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
            try {
                machine.loadAgent(Build.agentJar().toString(), "dump=" + file);
            } finally {
                machine.detach();
            }
            return DumpFile.read(Files.readString(file));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
