package io.github.sqliteleak.report.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqliteleak.judge.Baseline;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Schema;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineJsonTest {
    private static final List<LeakSite> LEAKS =
            Reports.of(
                            Leak.number(1),
                            Leak.number(2),
                            Leak.number(3).openedIn("a.Job$1", "lambda$run$3"),
                            Leak.number(4).owner("pool:HikariCP").openedIn("a.Job", "pool"))
                    .leaks();

    @Test
    void followsItsSchema() {
        Schema.assertBaseline(BaselineJson.write(Baseline.of(LEAKS)));
        assertThatThrownBy(() -> Schema.assertBaseline("{\"schema\":2,\"leaks\":[{}]}"))
                .hasMessageContaining("fingerprint");
    }

    @Test
    void writesWhatPeopleCanReadAndReview() {
        assertThat(BaselineJson.write(Baseline.of(LEAKS)))
                .isEqualTo(
                        """
                        {
                          "schema":2,
                          "leaks":[{
                            "fingerprint":"9c10457fbd04a76d",
                            "owner":"pool:HikariCP",
                            "count":1,
                            "frames":["a.Job#pool"]
                          },{
                            "fingerprint":"b240cdb0f0d84b8e",
                            "owner":"application",
                            "count":1,
                            "frames":["a.Job$#lambda$run$"]
                          },{
                            "fingerprint":"b989ea5d2ec50352",
                            "owner":"application",
                            "count":2,
                            "frames":["com.example.Repo#load","com.example.App#main"]
                          }]
                        }
                        """);
    }

    /** Frames of a test framework differ from version to version. */
    @Test
    void writesTheFramesThatTheFingerprintIsMadeOf() throws Exception {
        LeakReport report =
                Reports.of(
                        Leak.number(1)
                                .openedIn("a.RepoTest", "loads")
                                .calledBy("org.junit.jupiter.engine.Invoker.run(Invoker.java:9)"));
        LeakReport read = JsonReportReader.read(JsonReport.render(report));

        assertThat(read.leaks().get(0).openStack()).hasSize(2);
        assertThat(Baseline.of(read.leaks()).without(List.of()))
                .extracting(Baseline.Entry::frames)
                .containsExactly(List.of("a.RepoTest#loads"));
    }

    @Test
    void readsWhatItWrote() throws Exception {
        String json = BaselineJson.write(Baseline.of(LEAKS));

        assertThat(BaselineJson.write(BaselineJson.read(json))).isEqualTo(json);
        assertThat(BaselineJson.read(BaselineJson.write(Baseline.of(List.of()))).without(LEAKS))
                .isEmpty();
    }

    @Test
    void readsWhatWasWrittenByHand() throws Exception {
        Baseline baseline =
                BaselineJson.read(
                        """
                        \uFEFF{"schema": 1, "leaks": [
                          {"fingerprint": "b989ea5d2ec50352", "frames": ["a.B#c"], "count": 2},
                          {"fingerprint": "9c10457fbd04a76d", "count": 1}]}
                        """);

        assertThat(LEAKS).extracting(baseline::find).filteredOn(Objects::nonNull).hasSize(1);
        assertThat(baseline.without(LEAKS))
                .as("a pool's is told by its owner")
                .extracting(Baseline.Entry::fingerprint)
                .containsExactly("9c10457fbd04a76d");
    }

    @Test
    void keepsTheLargerCount() {
        Baseline two = Baseline.of(Reports.of(Leak.number(1), Leak.number(2)).leaks());
        Baseline one = Baseline.of(Reports.of(Leak.number(1)).leaks());

        assertThat(BaselineJson.write(one.with(two))).isEqualTo(BaselineJson.write(two.with(one)));
        assertThat(BaselineJson.write(one.with(two))).isEqualTo(BaselineJson.write(two));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
                    {"schema": 1}                            | its field "leaks" is missing
                    {"schema": 1, "leaks": null}             | its field "leaks" is missing
                    {"schema": 1, "leaks": {}}               | its field "leaks" is of the wrong type
                    {"leaks": []}                            | its field "schema" is missing
                    {"schema": 1, "jvms": [], "leaks": []}   | it is a report of the agent, and no baseline; the verb baseline makes one of it
                    {"schema": 1, "tool": {}, "jvm": {}}     | it is a report of the agent, and no baseline; the verb baseline makes one of it
                    """)
    void refusesWhatIsNoBaseline(String json, String message) {
        assertThatThrownBy(() -> BaselineJson.read(json))
                .isInstanceOf(ReportFormatException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAnotherSchema() {
        assertThatThrownBy(() -> BaselineJson.read("{\"schema\": 3, \"leaks\": []}"))
                .isInstanceOf(ReportFormatException.class)
                .hasMessage("its schema is 3, and this version reads schema 1 and 2");
    }

    @Test
    void findsSitesOfTheFirstSchemaByTheirFrames() throws Exception {
        String old =
                """
                {"schema": 1, "leaks": [
                  {"fingerprint": "0123456789abcdef", "count": 2,
                   "frames": ["com.example.Repo#load", "com.example.App#main"]},
                  {"fingerprint": "1123456789abcdef", "count": 2, "frames": ["a.Other#run"]}]}
                """;
        Baseline baseline = BaselineJson.read(old);

        assertThat(baseline.isOld()).isTrue();
        assertThat(LEAKS.stream().filter(leak -> baseline.find(leak) != null))
                .extracting(leak -> leak.frames().get(0))
                .containsExactly("com.example.Repo#load");
        assertThat(baseline.without(LEAKS))
                .extracting(Baseline.Entry::fingerprint)
                .containsExactly("1123456789abcdef");
    }
}
