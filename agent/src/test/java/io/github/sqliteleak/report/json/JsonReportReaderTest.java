package io.github.sqliteleak.report.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgements;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakTest;
import io.github.sqliteleak.report.Locks;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReportReaderTest {
    private static final LeakReport REPORT =
            Reports.of(
                    ExitKind.HOOKS_TIMED_OUT,
                    List.of(Reports.truncated()),
                    Leak.number(1)
                            .inTransaction("com.example.Repo.save(Repo.java:60)", "BEGIN")
                            .cursor("SELECT ?")
                            .statement("SELECT 1", "com.example.Repo.find(Repo.java:70)")
                            .openAfter("com.example.RepoTest#loads()"),
                    Leak.number(2)
                            .openedAtLine(50)
                            .thread("\u0000\n\"😀")
                            .neverUsed()
                            .openedIn("a.T#x(int)[2]", LeakTest.Evidence.INHERITED),
                    Leak.number(3)
                            .collected()
                            .owner("pool:orders")
                            .transactionUnknown()
                            .openedWhile("a.T#x()", "a.U#y()"),
                    Leak.number(5).openAtPlanEnd(),
                    Leak.number(4)
                            .withoutUserFrames()
                            .forceClose(ForceClose.Result.TIMED_OUT, "thread \"w\" is in the way"));

    @Test
    void readsAllThatWasWritten() throws Exception {
        String json = JsonReport.render(REPORT);

        assertThat(JsonReport.render(JsonReportReader.read(json))).isEqualTo(json);
    }

    @Test
    void keepsTheTestThatStartedTheThread() throws Exception {
        String json =
                JsonReport.render(Reports.of(Leak.number(1).openedByThread("a.T#x()", "a.T#y()")));

        assertThat(json)
                .contains(
                        "\"tests\":[\"a.T#y()\",\"a.T#x()\"]",
                        "\"test\":\"a.T#y()\"",
                        "\"testEvidence\":\"only-running-test\"",
                        "\"testOfThread\":\"a.T#x()\"");
        assertThat(JsonReport.render(JsonReportReader.read(json))).isEqualTo(json);
        assertThat(JsonReport.render(REPORT)).doesNotContain("testOfThread");
    }

    @Test
    void readsCountsOfLocks() throws Exception {
        Totals totals = new Totals(3, 3, 0, 0, 1, 0, 7L, 2L);

        assertThat(JsonReportReader.read(JsonReport.render(Reports.of(totals))).totals())
                .isEqualTo(totals);
    }

    @Test
    void readsWaitsForLocks() throws Exception {
        LeakReport report =
                Locks.in(
                        REPORT,
                        Locks.wait("a.B.c(B.java:5)").between(1, 4),
                        Locks.wait("a.B.c(B.java:6)").database(null),
                        Locks.wait(null).code("SQLITE_BUSY_SNAPSHOT"));

        assertThat(JsonReportReader.read(JsonReport.render(report)).lockWaits())
                .isEqualTo(report.lockWaits());
    }

    @Test
    void keepsWaitsForLocksWhenMerged() throws Exception {
        LeakReport report = Locks.in(REPORT, Locks.wait("a.B.c(B.java:5)").between(1, 4));

        assertThat(new MergedJson().render(Judgements.of(report, FindingStatus.NEW)))
                .contains("\"waiterSite\":\"a.B.c(B.java:5)\"", "\"2026-11-20T12:00:04Z\"");
    }

    @Test
    void passesOverFieldsItDoesNotKnow() throws Exception {
        String json = JsonReport.render(REPORT);
        String later = json.replace("\"owner\":", "\"later\":[{\"x\":1}],\"owner\":");

        assertThat(later).isNotEqualTo(json);
        assertThat(JsonReport.render(JsonReportReader.read(later))).isEqualTo(json);
    }

    @Test
    void knowsWhoWasClosedOnlyWhereAllConnectionsAreShown() throws Exception {
        String json = JsonReport.render(Reports.of(Leak.number(1)));
        String without = json.replaceFirst("\"closedByAgent\":1,", "");
        assertThat(without).isNotEqualTo(json);

        assertThat(JsonReport.render(JsonReportReader.read(without))).isEqualTo(json);
        assertThat(
                        JsonReportReader.read(without.replaceFirst("\"count\":1", "\"count\":3"))
                                .leaks()
                                .get(0)
                                .closedByAgent())
                .isNull();
    }

    @Test
    void takesNoPartsThatContradictTheirSite() {
        String json = JsonReport.render(Reports.of(Leak.number(1), Leak.number(2)));
        String fewer = json.replaceFirst("\"count\":2", "\"count\":1");
        int part = json.indexOf("\"parts\"");
        String odd =
                json.substring(0, part)
                        + json.substring(part).replaceFirst("\"count\":2", "\"count\":1");

        assertThatThrownBy(() -> JsonReportReader.read(fewer))
                .hasMessage("its parts of a leak site add up to 2, and its count is 1");
        assertThatThrownBy(() -> JsonReportReader.read(odd))
                .hasMessage("its kinds of a part add up to 2, and its count is 1");
    }

    @Test
    void readsWhoStarted() throws Exception {
        assertThat(JsonReportReader.readStarted(JsonReport.renderStarted(Reports.jvm(null))))
                .isEqualTo(Reports.jvm(null));
    }

    @Test
    void takesNoPartOfAReportForOne() {
        String json = JsonReport.render(REPORT).strip();

        assertThat(IntStream.range(0, json.length()).mapToObj(end -> json.substring(0, end)))
                .allSatisfy(
                        part ->
                                assertThatThrownBy(() -> JsonReportReader.read(part))
                                        .isInstanceOf(ReportFormatException.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
                    [1]                          | it is JSON, but no object
                    {"schema": 1} triling        | it is no JSON, or cut off: see line 1, character 15
                    {"schema": 1,                | it is no JSON, or cut off: see line 1, character
                    {"schema": 1.5}              | its schema is 1.5, and this version reads schema 1 and 2
                    {"schema": 1e9}              | its schema is 1.0E9, and this version reads schema 1 and 2
                    {"schema": -1}               | its schema is -1, and this version reads schema 1 and 2
                    {"schema": 99999999999999999999} | its schema is 99999999999999999999, and this version reads schema 1 and 2
                    {"schema": 1.0}              | its field "jvm" is missing
                    {"name": "x"}                | it is no report: the field "schema" is missing
                    {"schema": 3}                | its schema is 3, and this version reads schema 1 and 2
                    {"schema": "1"}              | its field "schema" is of the wrong type
                    {"schema": 1}                | its field "jvm" is missing
                    {"schema": 1, "jvms": []}    | it is a merged report, not that of one JVM
                    {"schema": 1, "driver": [1]} | its field "driver" is of the wrong type
                    """)
    void saysWhatIsWrong(String json, String message) {
        assertThatThrownBy(() -> JsonReportReader.read(json))
                .isInstanceOf(ReportFormatException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "kind, open-after-test",
        "exit, hooks-timed-out",
        "forceClose, timed-out",
        "result, truncated",
        "openedAt, 2026-11-20T12:00:01Z"
    })
    void saysWhichValueItDoesNotKnow(String field, String value) {
        String pair = "\"" + field + "\":\"";
        String json = JsonReport.render(REPORT).replace(pair + value, pair + "odd");

        assertThatThrownBy(() -> JsonReportReader.read(json))
                .isInstanceOf(ReportFormatException.class)
                .hasMessage(
                        "its field \"%s\" has a value that this version does not know: odd", field);
    }

    @Test
    void takesNoCountThatIsTooLarge() {
        String json = JsonReport.render(REPORT).replace("\"count\":1", "\"count\":1e12");

        assertThatThrownBy(() -> JsonReportReader.read(json))
                .isInstanceOf(ReportFormatException.class)
                .hasMessage("its field \"count\" is not a count: 1000000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, is not a whole number: 1.5",
        "99999999999999999999, is not a whole number: 99999999999999999999",
        "1e400, is not a whole number: Infinity"
    })
    void takesNoNumberForAnother(String number, String message) {
        String json = JsonReport.render(REPORT).replace("\"pid\":4711", "\"pid\":" + number);

        assertThatThrownBy(() -> JsonReportReader.read(json))
                .isInstanceOf(ReportFormatException.class)
                .hasMessage("its field \"pid\" " + message);
    }

    @Test
    void passesOverAByteOrderMark() throws Exception {
        String json = JsonReport.render(REPORT);

        assertThat(JsonReport.render(JsonReportReader.read("\uFEFF" + json))).isEqualTo(json);
        assertThatThrownBy(() -> JsonReportReader.read("\uFEFF")).hasMessage("it is empty");
    }

    @Test
    void survivesWhatIsNestedTooDeeply() {
        assertThatThrownBy(() -> JsonReportReader.read("{\"a\":" + "[".repeat(1_000_000)))
                .isInstanceOf(ReportFormatException.class)
                .hasMessage("it is nested too deeply for a report");
    }
}
