package io.github.sqliteleak.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.missioncontrol.app.Clean;
import io.github.sqliteleak.missioncontrol.app.Idle;
import io.github.sqliteleak.missioncontrol.app.Troubled;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.Severity;

/** The rules on what the packaged agent has recorded. */
class RecordedIT {
    private static final String APP = "io.github.sqliteleak.missioncontrol.app.Troubled.";

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.github.sqliteleak.missioncontrol.Jdks#all")
    void nameWhatIsWrong(Jdks.Jdk jdk) throws Exception {
        IItemCollection items = read(Forked.record(jdk, folder, true, Troubled.class, ""));

        Judged leaks = Judged.by(new LeakedConnectionsRule(), items);
        assertThat(leaks.worstSite()).startsWith(APP + "open(Troubled.java:");
        assertThat(leaks.severity()).isEqualTo(Severity.WARNING);
        assertThat(leaks.text()).contains("it still held a transaction");
        Judged timeouts = Judged.by(new LockTimeoutsRule(), items);
        assertThat(timeouts.severity()).isEqualTo(Severity.INFO);
        assertThat(timeouts.text())
                .contains("most at " + APP + "run(")
                .contains("SQLITE_BUSY (1)", "SQLITE_BUSY_SNAPSHOT (1)");
        Judged contention = Judged.by(new LockContentionRule(), items);
        assertThat(contention.severity()).isNotEqualTo(Severity.NA);
        assertThat(contention.worstSite()).startsWith(APP + "run(Troubled.java:");
        Judged upgrades = Judged.by(new UpgradedReadsRule(), items);
        assertThat(upgrades.severity()).isEqualTo(Severity.INFO);
        assertThat(upgrades.worstSite()).startsWith(APP);
    }

    @ParameterizedTest
    @MethodSource("io.github.sqliteleak.missioncontrol.Jdks#all")
    void areOkWithAnApplicationThatIs(Jdks.Jdk jdk) throws Exception {
        IItemCollection items = read(Forked.record(jdk, folder, true, Clean.class, ""));

        for (IRule rule : AllRulesTest.rules()) {
            assertThat(Judged.by(rule, items).severity()).as(rule.getName()).isEqualTo(Severity.OK);
        }
    }

    @Test
    void areIgnoredWithoutTheAgent() throws Exception {
        Path file = Forked.record(Jdks.all().get(0), folder, false, Troubled.class, "");
        IItemCollection items = read(file);

        for (IRule rule : AllRulesTest.rules()) {
            assertThat(Judged.by(rule, items).severity()).as(rule.getName()).isEqualTo(Severity.NA);
        }
    }

    /** The agent has registered no events by then, so the rules learn of it elsewhere. */
    @ParameterizedTest
    @MethodSource("io.github.sqliteleak.missioncontrol.Jdks#all")
    void areOkWithoutSqlite(Jdks.Jdk jdk) throws Exception {
        IItemCollection items = read(Forked.record(jdk, folder, true, Idle.class, ""));

        assertThat(items.apply(ItemFilters.type(EventNames.STATISTICS)).hasItems()).isFalse();
        for (IRule rule : AllRulesTest.rules()) {
            Judged judged = Judged.by(rule, items);
            assertThat(judged.severity()).as(rule.getName()).isEqualTo(Severity.OK);
            assertThat(judged.result().getSummary())
                    .isEqualTo("The agent ran; no SQLite connection was opened.");
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.sqliteleak.missioncontrol.Jdks#all")
    void areIgnoredWithoutSqliteAndWithoutTheAgent(Jdks.Jdk jdk) throws Exception {
        IItemCollection items = read(Forked.record(jdk, folder, false, Idle.class, ""));

        for (IRule rule : AllRulesTest.rules()) {
            assertThat(Judged.directly(rule, items).severity())
                    .as(rule.getName())
                    .isEqualTo(Severity.NA);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.sqliteleak.missioncontrol.Jdks#all")
    void doNotJudgeLocksThatNobodyWatched(Jdks.Jdk jdk) throws Exception {
        List<String> options = List.of("-javaagent:" + Forked.AGENT + "=lock-waits=off");
        IItemCollection items = read(Forked.record(jdk, folder, options, Troubled.class, ""));

        for (IRule rule : AllRulesTest.rules()) {
            Judged judged = Judged.by(rule, items);
            boolean lockRule =
                    rule instanceof LockContentionRule || rule instanceof LockTimeoutsRule;
            if (lockRule) {
                assertThat(judged.result().getSummary())
                        .startsWith("Not watched: the agent ran with lock-waits=off");
            }
            assertThat(judged.severity() == Severity.NA).as(rule.getName()).isEqualTo(lockRule);
        }
    }

    /** As a user does who has no Mission Control: the packaged jar beside JMC's. */
    @Test
    void areInTheReportOfTheCommandLine() throws Exception {
        Jdks.Jdk jdk = Jdks.all().get(0);
        Forked.record(jdk, folder, true, Troubled.class, "");
        String classPath =
                Forked.RULES + File.pathSeparator + Forked.RULES.resolveSibling("jmc") + "/*";

        Forked.run(
                folder,
                jdk.tool("java"),
                List.of(
                        "-cp",
                        classPath,
                        "org.openjdk.jmc.flightrecorder.rules.report.html.JfrHtmlRulesReport",
                        "app.jfr",
                        "report.html"));

        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("Leaked Connections", APP + "open(Troubled.java:", "Lock Timeouts")
                .contains("Write-Ahead Log", "Long Write Transactions", "Lock Contention")
                .endsWith("</html>");
    }

    private static IItemCollection read(Path recording) throws Exception {
        return JfrLoaderToolkit.loadEvents(recording.toFile());
    }
}
