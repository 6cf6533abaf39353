package io.github.sqliteleak.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmc.common.IDisplayable;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.report.html.JfrHtmlRulesReport;

/** What holds for each rule. */
class AllRulesTest {
    @TempDir Path folder;

    @Test
    void areFoundByMissionControl() {
        assertThat(RuleRegistry.getRules())
                .filteredOn(rule -> rule.getTopic().equals(SqliteRule.TOPIC))
                .extracting(IRule::getName)
                .containsExactlyInAnyOrder(
                        "Leaked Connections",
                        "Lock Contention",
                        "Lock Timeouts",
                        "Write-Ahead Log",
                        "Long Write Transactions",
                        "Reads That Became Writes");
        assertThat(RuleRegistry.getRules()).extracting(IRule::getId).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isOkWhenTheAgentRanAndFoundNothing(IRule rule) throws Exception {
        Judged judged = Judged.by(rule, new MadeUpRecording().read(folder));

        assertThat(judged.severity()).isEqualTo(Severity.OK);
        assertThat(judged.score()).isZero();
        assertThat(judged.result().getSummary()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isIgnoredWhenTheAgentDidNotRun(IRule rule) throws Exception {
        IItemCollection items = new MadeUpRecording().withoutAgent().read(folder);

        assertThat(Judged.by(rule, items).severity()).isEqualTo(Severity.NA);
        Judged directly = Judged.directly(rule, items);
        assertThat(directly.severity()).isEqualTo(Severity.NA);
        assertThat(directly.result().getSummary())
                .isEqualTo("The agent did not run, as far as this recording tells.");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isOkWhenTheAgentRanWithoutSqlite(IRule rule) throws Exception {
        IItemCollection items = jvm("-Xmx1g -javaagent:/opt/sqlite-leak-agent.jar").read(folder);

        for (Judged judged : List.of(Judged.by(rule, items), Judged.directly(rule, items))) {
            assertThat(judged.severity()).isEqualTo(Severity.OK);
            assertThat(judged.score()).isZero();
            assertThat(judged.result().getSummary())
                    .isEqualTo("The agent ran; no SQLite connection was opened.");
        }
    }

    /** Its connections have no events, which must not pass for having none. */
    @ParameterizedTest
    @MethodSource("rules")
    void doesNotJudgeADriverThatIsNotFollowed(IRule rule) throws Exception {
        MadeUpRecording recording =
                jvm("-javaagent:sqlite-leak-agent.jar")
                        .jvmTells("jdk.NativeLibrary", "name", "/tmp/sqlite-3.36-libsqlitejdbc.so");

        Judged judged = Judged.by(rule, recording.read(folder));
        assertThat(judged.severity()).isEqualTo(Severity.NA);
        assertThat(judged.result().getSummary()).contains("that it does not follow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-javaagent:sqlite-leak-agent.jar",
                "-javaagent:C:\\tools\\sqlite-leak-agent.jar=report=out",
                "-javaagent:/my tools/sqlite-leak-agent-0.1.0-SNAPSHOT.jar -Xmx1g",
                "-Xmx1g -javaagent:other.jar=x -javaagent:/a/sqlite-leak-agent.jar"
            })
    void knowTheAgentByItsOption(String options) throws Exception {
        assertThat(severity(jvm(options))).isEqualTo(Severity.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-javaagent:other.jar",
                "-javaagent:other.jar=next=sqlite-leak-agent.jar",
                "-javaagent:/sqlite-leak-agent/other.jar",
                "-javaagent:other.jar -Djar=/a/sqlite-leak-agent.jar",
                "-javaagent:other.jar -cp /a/sqlite-leak-agent.jar",
                "-agentlib:sqlite-leak-agent.jar"
            })
    void takesNothingElseForTheAgent(String options) throws Exception {
        assertThat(severity(jvm(options))).isEqualTo(Severity.NA);
    }

    @ParameterizedTest
    @CsvSource({"/opt/sqlite-leak-agent.jar, OK", "/opt/sqlite-leak-agent.jar/x.jar, NA"})
    void knowTheAgentByItsEvent(String name, Severity severity) throws Exception {
        assertThat(severity(jvm("-Xmx1g").jvmTells("jdk.JavaAgent", "name", name)))
                .isEqualTo(severity);
    }

    private Severity severity(MadeUpRecording recording) throws Exception {
        return Judged.by(new LockTimeoutsRule(), recording.read(folder)).severity();
    }

    /** The agent's events come with the first connection. */
    private static MadeUpRecording jvm(String options) {
        return new MadeUpRecording()
                .withoutAgent()
                .jvmTells("jdk.JVMInformation", "jvmArguments", options);
    }

    @ParameterizedTest
    @MethodSource("lockRules")
    void doesNotJudgeWhatNobodyWatched(IRule rule) throws Exception {
        IItemCollection items = withoutLocks().read(folder);

        Judged judged = Judged.by(rule, items);
        assertThat(judged.severity()).isEqualTo(Severity.NA);
        assertThat(judged.result().getSummary())
                .startsWith("Not watched: ")
                .contains("lock-waits=off");
    }

    @Test
    void judgesTransactionsThoughNobodyWatchedLocks() throws Exception {
        Judged judged = Judged.by(new UpgradedReadsRule(), withoutLocks().read(folder));

        assertThat(judged.severity()).isEqualTo(Severity.OK);
        assertThat(judged.text()).contains("Failures at that were not recorded", "lock-waits=off");
    }

    private static MadeUpRecording withoutLocks() {
        return new MadeUpRecording()
                .withoutEvent(EventNames.LOCK_WAIT)
                .withoutEvent(EventNames.LOCK_TIMEOUT);
    }

    static List<IRule> lockRules() {
        return List.of(new LockContentionRule(), new LockTimeoutsRule());
    }

    @Test
    void doesNotJudgeByAnEventThatWasTurnedOff() throws Exception {
        IItemCollection items = new MadeUpRecording().off(EventNames.LOCK_WAIT).read(folder);

        Judged judged = Judged.by(new LockContentionRule(), items);
        assertThat(judged.severity()).isEqualTo(Severity.NA);
        assertThat(judged.result().getSummary())
                .isEqualTo(
                        "sqlite.LockWait was turned off in this recording: this cannot be judged.");
    }

    @Test
    void limitsArePreferences() throws Exception {
        IItemCollection items =
                new MadeUpRecording().times(10, EventNames.LEAK, Map.of()).read(folder);
        IPreferenceValueProvider tolerant =
                new IPreferenceValueProvider() {
                    @Override
                    @SuppressWarnings("unchecked")
                    public <T> T getPreferenceValue(TypedPreference<T> preference) {
                        assertThat(preference.getIdentifier())
                                .startsWith("sqlite.leakedconnections.");
                        boolean warning = preference.getIdentifier().contains("warning");
                        return (T) UnitLookup.NUMBER_UNITY.quantity(warning ? 1_000 : 10);
                    }
                };
        var evaluation = new LeakedConnectionsRule().createEvaluation(items, tolerant, null);
        evaluation.run();

        IResult result = evaluation.get();
        assertThat(result.getResult(TypedResult.SCORE).doubleValue()).isEqualTo(25);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theDocumentationHasItsLimits(IRule rule) throws Exception {
        Path page =
                Path.of(System.getProperty("basedir", ""))
                        .resolve("../src/site/markdown/flight-recorder.md");
        String row =
                Files.readAllLines(page).stream()
                        .filter(line -> line.startsWith("| " + rule.getName() + " |"))
                        .findFirst()
                        .orElseThrow();
        List<String> cells = List.of(row.split("\\|", -1));
        List<String> limits =
                rule.getConfigurationAttributes().stream()
                        .map(limit -> (IQuantity) limit.getDefaultValue())
                        .map(limit -> limit.displayUsing(IDisplayable.AUTO).replace('\u00a0', ' '))
                        .toList();

        assertThat(cells.get(3).strip()).isEqualTo(limits.get(0));
        assertThat(cells.get(4).strip()).startsWith(limits.get(1));
    }

    @Test
    void theReportShowsThem() throws Exception {
        Path file =
                new MadeUpRecording()
                        .event(EventNames.LEAK, Map.of("openSite", "a.Repo.<init>(Repo.java:42)"))
                        .write(folder);

        String html = JfrHtmlRulesReport.createReport(file.toFile());

        assertThat(html)
                .contains("a.Repo.&lt;init&gt;(Repo.java:42)", "Leaked Connections", "</html>");
        assertThat(html).doesNotContain("{0}", "MISSING");
    }

    static List<IRule> rules() {
        return ServiceLoader.load(IRule.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(rule -> rule instanceof SqliteRule)
                .toList();
    }
}
