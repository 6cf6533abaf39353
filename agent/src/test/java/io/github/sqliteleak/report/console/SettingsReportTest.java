package io.github.sqliteleak.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.Judgements;
import io.github.sqliteleak.judge.ReportMerge;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.SettingNote;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.ci.MarkdownSummary;
import io.github.sqliteleak.report.json.JsonReport;
import io.github.sqliteleak.report.json.JsonReportReader;
import io.github.sqliteleak.report.json.MergedJson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How each report shows settings that are not in force. */
class SettingsReportTest {
    private static final SettingNote WAL =
            new SettingNote(
                    "/work/data/app.db",
                    "journal_mode",
                    "wal",
                    "delete",
                    "a.Repo.open(Repo.java:5)",
                    "use a local disk");
    private static final SettingNote SCRIPT =
            new SettingNote(
                    "/work/data/app.db",
                    "pragma-script",
                    "PRAGMA cache_size=?",
                    "not run",
                    null,
                    "run each by itself");
    private static final SettingNote LATER =
            new SettingNote(":memory:", "of-a-later-version", "x", "y | z", null, "<b>");

    @Test
    void jsonIsReadBackAsItWasWritten() throws Exception {
        String json = JsonReport.render(report(WAL, SCRIPT, LATER));

        assertThat(json)
                .endsWith(
                        """
                          "settings":[{
                            "database":"/work/data/app.db",
                            "setting":"journal_mode",
                            "asked":"wal",
                            "actual":"delete",
                            "site":"a.Repo.open(Repo.java:5)",
                            "advice":"use a local disk"
                          },{
                            "database":"/work/data/app.db",
                            "setting":"pragma-script",
                            "asked":"PRAGMA cache_size=?",
                            "actual":"not run",
                            "site":null,
                            "advice":"run each by itself"
                          },{
                            "database":":memory:",
                            "setting":"of-a-later-version",
                            "asked":"x",
                            "actual":"y | z",
                            "site":null,
                            "advice":"<b>"
                          }],
                          "usedAfterClose":[]
                        }
                        """);
        assertThat(JsonReportReader.read(json).settings()).containsExactly(WAL, SCRIPT, LATER);
    }

    @Test
    void reportOfVersionWithoutThemHasNone() throws Exception {
        String json = JsonReport.render(report()).replace("\"settings\":[]", "\"other\":[]");

        assertThat(JsonReportReader.read(json).settings()).isEmpty();
    }

    @Test
    void eachIsMergedToOneForItsDatabaseInWhateverOrder() {
        SettingNote elsewhere =
                new SettingNote("/work/data/app.db", "journal_mode", "wal", "memory", null, "?");

        List<SettingNote> merged = merged(report(WAL, LATER), report(elsewhere), report(SCRIPT));

        assertThat(merged).hasSize(3);
        assertThat(merged(report(SCRIPT), report(elsewhere), report(LATER, WAL))).isEqualTo(merged);
        assertThat(new MergedJson().render(judgement(report(WAL))))
                .contains("\"settings\":[{\n    \"database\":\"/work/data/app.db\"");
    }

    @Test
    void consoleCountsWhatItHasTold() {
        ConsoleReport console = new ConsoleReport(new ConsoleStyle(false, false, true), "/work");

        assertThat(console.render(report(WAL, SCRIPT), null))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 9 connections opened, all closed.

                          2 settings asked for and not in force, printed above and in the JSON report
                        """);
        SettingNote moved = new SettingNote("/work/data/app.db", "file-moved", "a", "b", null, "c");
        assertThat(console.render(report(WAL, moved), null))
                .contains(
                        "\n  2 warnings about settings, files and the driver, printed above and in"
                                + " the JSON report\n");
        assertThat(console.render(report(), null))
                .isEqualTo("sqlite-leak-agent: 9 connections opened, all closed.\n");
    }

    @Test
    void textShowsEach() {
        TextReport text = new TextReport(new ConsoleStyle(false, false, true), "/work");

        assertThat(text.render(judgement(report(WAL, LATER))))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 9 connections opened, all closed (1 JVM).

                          not in force: journal_mode=WAL
                            at a.Repo.open(Repo.java:5)
                            database:  data/app.db
                            asked for: wal
                            instead:   delete
                            fix:       use a local disk

                          not in force: of-a-later-version
                            database:  :memory:
                            asked for: x
                            instead:   y | z
                            fix:       <b>
                        """);
    }

    @Test
    void markdownShowsEach() {
        assertThat(new MarkdownSummary("/work").render(judgement(report(WAL, LATER))))
                .isEqualTo(
                        """
                        ### No new SQLite connection leak

                        9 connections opened, 9 closed, 0 leaked in 1 JVM.

                        | not in force | database | asked for at | instead | fix |
                        |---|---|---|---|---|
                        | journal_mode=WAL | data/app.db | a.Repo.open(Repo.java:5) | delete | use a local disk |
                        | of-a-later-version | :memory: |  | y &#124; z | \\<b> |
                        """);
    }

    private static LeakReport report(SettingNote... settings) {
        return new LeakReport(
                Reports.jvm(ExitKind.NORMAL),
                List.of(),
                new Totals(9, 9, 0, 0, 2, 0),
                List.of(),
                List.of(),
                List.of(),
                List.of(settings));
    }

    private static Judgement judgement(LeakReport report) {
        return Judgements.of(report);
    }

    private static List<SettingNote> merged(LeakReport... reports) {
        ReportMerge merge = new ReportMerge();
        for (LeakReport report : reports) {
            merge.add(report);
        }
        return merge.merged().settings();
    }
}
