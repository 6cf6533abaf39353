package io.github.sqliteleak.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.Judgements;
import io.github.sqliteleak.judge.ReportMerge;
import io.github.sqliteleak.report.Completeness;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.UsedAfterClose;
import io.github.sqliteleak.report.ci.MarkdownSummary;
import io.github.sqliteleak.report.json.JsonReport;
import io.github.sqliteleak.report.json.JsonReportReader;
import io.github.sqliteleak.report.json.MergedJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClosedUseReportTest {
    private static final UsedAfterClose SHARED =
            use("a.Fish.close(Fish.java:5)", "hook-1", "select 1", 2);
    private static final UsedAfterClose OWN = use(null, "hook-2", null, 1);

    @Test
    void consoleAndTextShowEach() {
        ConsoleReport console = new ConsoleReport(new ConsoleStyle(false, false, true), "/work");
        String blocks =
                """

                  used after close: 2 calls failed
                    at a.Fish.has(Fish.java:10) by "hook-2"
                    closed:    at a.Fish.close(Fish.java:5) by "hook-1"
                    database:  fish.db
                    statement: select 1
                    fix:       give each thread a connection of its own: who opens it closes it

                  used after close: 1 call failed
                    at a.Fish.has(Fish.java:10) by "hook-2"
                    closed:    at an unknown place by "hook-2"
                    database:  fish.db
                    fix:       use it within the try (Connection c = …) { … } that closes it
                """;

        assertThat(console.render(report(SHARED, OWN), null))
                .isEqualTo("sqlite-leak-agent: 9 connections opened, all closed.\n" + blocks);
        assertThat(
                        new TextReport(new ConsoleStyle(false, false, true), "/work")
                                .render(judgement(report(SHARED, OWN))))
                .isEqualTo(
                        "sqlite-leak-agent: 9 connections opened, all closed (1 JVM).\n" + blocks);
    }

    @Test
    void jsonIsReadBackAsItWasWritten() throws Exception {
        String json = JsonReport.render(report(SHARED, OWN));

        assertThat(json)
                .contains(
                        """
                          "usedAfterClose":[{
                            "database":"/work/fish.db",
                            "connectionId":3,
                            "closedSite":"a.Fish.close(Fish.java:5)",
                            "closeThread":"hook-1",
                            "closedAt":"2026-11-20T12:00:00Z",
                            "usedSite":"a.Fish.has(Fish.java:10)",
                            "useThread":"hook-2",
                            "sql":"select 1",
                            "count":2
                          },{
                        """);
        assertThat(JsonReportReader.read(json).usedAfterClose()).containsExactly(SHARED, OWN);
    }

    @Test
    void samePlacesAreMergedToOne() {
        ReportMerge merge = new ReportMerge();
        merge.add(report(SHARED, OWN));
        merge.add(report(use("a.Fish.close(Fish.java:5)", "hook-3", "select 2", 4)));

        List<UsedAfterClose> merged = merge.merged().usedAfterClose();

        assertThat(merged).hasSize(2).extracting(UsedAfterClose::count).contains(6, 1);
        assertThat(new MergedJson().render(judgement(report(SHARED))))
                .contains("\"usedAfterClose\":[{\n    \"database\":\"/work/fish.db\"");
    }

    @Test
    void markdownShowsEach() {
        assertThat(new MarkdownSummary("/work").render(judgement(report(SHARED))))
                .contains(
                        "| used after close | closed | calls | fix |\n|---|---|---|---|\n| at a.Fish")
                .contains("by \"hook-1\" | 2 | give each thread");
    }

    private static UsedAfterClose use(
            @Nullable String closed, String closer, @Nullable String sql, int count) {
        return new UsedAfterClose(
                "/work/fish.db",
                3,
                closed,
                closer,
                Instant.parse("2026-11-20T12:00:00Z"),
                "a.Fish.has(Fish.java:10)",
                "hook-2",
                sql,
                count);
    }

    private static LeakReport report(UsedAfterClose... uses) {
        return new LeakReport(
                Reports.jvm(ExitKind.NORMAL),
                List.of(),
                new Totals(9, 9, 0, 0, 2, 0),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(uses),
                Completeness.COMPLETE);
    }

    private static Judgement judgement(LeakReport report) {
        return Judgements.of(report);
    }
}
