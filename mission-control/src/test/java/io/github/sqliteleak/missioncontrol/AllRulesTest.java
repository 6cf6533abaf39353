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
import org.junit.jupiter.params.provider.MethodSource;
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
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

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

        assertThat(RulesToolkit.matchesEventAvailabilityMap(items, rule.getRequiredEvents()))
                .isFalse();
        assertThat(Judged.by(rule, items).severity()).isEqualTo(Severity.NA);
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
