package io.github.sqliteleak.report;

import static io.github.sqliteleak.report.Completeness.COMPLETE;
import static io.github.sqliteleak.report.Completeness.lacking;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.judge.Judgements;
import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.Completeness.What;
import io.github.sqliteleak.report.console.ConsoleReport;
import io.github.sqliteleak.report.console.ConsoleStyle;
import io.github.sqliteleak.report.json.JsonReport;
import io.github.sqliteleak.report.json.JsonReportReader;
import io.github.sqliteleak.report.json.MergedJson;
import io.github.sqliteleak.report.words.CompletenessWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompletenessTest {
    private static final Instant LATER = Leak.NOON.plusSeconds(5);

    @Test
    void keepsEveryKindInJson() throws Exception {
        List<Missing> all = new ArrayList<>();
        for (What what : What.values()) {
            all.add(new Missing(what, Leak.NOON, 3L, "lost something"));
            all.add(new Missing(what, null, null, "lost something else"));
        }
        LeakReport report = report(lacking(all));

        assertThat(JsonReportReader.read(JsonReport.render(report))).isEqualTo(report);
    }

    @Test
    void writesWhatIsMissing() {
        assertThat(JsonReport.render(report(lacking(List.of(missing(LATER, 2L))))))
                .contains(
                        """
                          "completeness":{
                            "complete":false,
                            "missing":[{
                              "what":"openings",
                              "since":"2026-11-20T12:00:05Z",
                              "count":2,
                              "detail":"lost something"
                            }]
                          },
                        """);
    }

    @Test
    void isCompleteInAReportThatIsOlderAndHasNothingAgainstIt() throws Exception {
        String json = JsonReport.render(report(COMPLETE));
        String older = without(json);

        assertThat(older).isNotEqualTo(json);
        assertThat(JsonReportReader.read(older).completeness()).isEqualTo(COMPLETE);
    }

    @Test
    void followsFromTheDriversAndTheEndOfAnOlderReport() throws Exception {
        LeakReport untracked =
                new LeakReport(
                        Reports.jvm(null),
                        List.of(new DriverInfo(null, DriverInfo.NOT_TRACKED)),
                        new Totals(0, 0, 0, 0, 0, 0),
                        List.of(),
                        List.of(),
                        List.of());

        List<Missing> missing =
                JsonReportReader.read(without(JsonReport.render(untracked)))
                        .completeness()
                        .missing();

        assertThat(missing).extracting(Missing::what).containsExactly(What.EXIT_WORK, What.DRIVER);
        assertThat(JsonReportReader.read(JsonReport.render(untracked)).completeness().missing())
                .isEqualTo(missing);
    }

    @Test
    void isNeverCompleteWhileSomethingIsMissing() {
        assertThat(new Completeness(true, List.of(missing(null, null))).complete()).isFalse();
        assertThat(new Completeness(false, List.of()).complete()).isFalse();
        assertThat(lacking(List.of())).isEqualTo(COMPLETE);
    }

    @Test
    void addsUpOverJvms() {
        Completeness one = lacking(List.of(missing(LATER, 2L)));
        Completeness other = lacking(List.of(missing(Leak.NOON, 3L)));
        Completeness unknown = lacking(List.of(missing(null, null)));

        assertThat(one.and(other).missing()).containsExactly(missing(Leak.NOON, 5L));
        assertThat(other.and(one)).isEqualTo(one.and(other));
        assertThat(one.and(unknown).missing()).containsExactly(missing(LATER, null));
        assertThat(one.and(COMPLETE)).isEqualTo(one);
        assertThat(COMPLETE.and(COMPLETE)).isEqualTo(COMPLETE);
    }

    @Test
    void saysAllOfIt() {
        assertThat(CompletenessWords.of(missing(LATER, 2L)))
                .isEqualTo("lost something, since 2026-11-20T12:00:05Z, for 2 connections");
        assertThat(CompletenessWords.of(missing(null, null))).isEqualTo("lost something");
    }

    @Test
    void standsOnTheConsole() {
        ConsoleReport console = new ConsoleReport(new ConsoleStyle(false, false, false), "/work");

        assertThat(console.render(report(lacking(List.of(missing(LATER, null)))), null))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 12 connections opened, all closed.
                          incomplete: this JVM lost something, since 2026-11-20T12:00:05Z
                        """);
    }

    @Test
    void standsInTheMergedJsonAlsoWhereAReportIsMissing() {
        assertThat(new MergedJson().render(Judgements.clean())).contains("\"complete\":true");
        assertThat(new MergedJson().render(Judgements.with(Judgements.clean(), "x: empty")))
                .contains("\"complete\":false");
    }

    private static Missing missing(@Nullable Instant since, @Nullable Long count) {
        return new Missing(What.OPENINGS, since, count, "lost something");
    }

    private static LeakReport report(Completeness completeness) {
        return Reports.lacking(completeness);
    }

    private static String without(String json) {
        return json.replaceFirst("(?s)  \"completeness\":\\{.*?\\n  \\},\n", "");
    }
}
