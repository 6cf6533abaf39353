package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakTest;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NdjsonReportTest {
    @TempDir Path directory;

    private CommandLineFixture line;

    @BeforeEach
    void makeReports() throws Exception {
        line = new CommandLineFixture(directory);
        line.report(
                "reports/orders",
                Reports.of(
                        Leak.number(1).openedIn("a.Test#one()", LeakTest.Evidence.CERTAIN),
                        Leak.number(2).collected(),
                        Leak.number(3)
                                .openedIn("com.example.Jobs", "run")
                                .owner("pool:HikariPool-1")));
        line.report("reports/billing", Reports.of(Leak.number(1).database("/work/\n\"b\".db")));
        line.report("reports/clean", Reports.of());
    }

    /** The whole of it: tables are made of these names. */
    @Test
    void isOneLeakALineWithTheFileOfItsJvm() {
        Outcome outcome = line.run("report", "--format=ndjson", "reports/orders");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isEqualTo(ExitStatus.CLEAN);
        assertThat(
                        outcome.out()
                                .lines()
                                .findFirst()
                                .orElseThrow()
                                .replace(Tool.version(), "VERSION"))
                .isEqualTo(
                        """
                        {"schema":2,"toolVersion":"VERSION","file":"reports/orders/leaks-1-2-1.json",\
                        "main":"com.example.App","pid":4711,"java":"17.0.15",\
                        "startedAt":"2026-11-20T12:00:00Z","endedAt":"2026-11-20T12:00:09Z",\
                        "exit":"normal","complete":true,\
                        "status":"new","baseline":null,"suppressedBy":null,\
                        "fingerprint":"b989ea5d2ec50352","count":2,"owner":"application",\
                        "site":"com.example.Repo.load(Repo.java:42)",\
                        "openSite":"com.example.Repo.load(Repo.java:42)","ownCode":true,"advice":"try",\
                        "fix":"open it in try (Connection c = \\u2026) { \\u2026 }, which closes it on every path; \
                        or keep a reference until it is closed: once collected, no code can close it",\
                        "openAtExit":1,"garbageCollected":1,"openAfterTest":0,"notGivenBack":0,\
                        "poolNeverClosed":0,"droppedByPool":0,"openAtPlanEnd":0,"open":0,\
                        "inUseAtExit":0,"openedDuringExit":0,\
                        "database":"/work/data/app.db","databases":1,"test":"a.Test#one()","tests":1,\
                        "firstOpenedAt":"2026-11-20T12:00:01Z","longestOpenMillis":8123,\
                        "inTransaction":false,"openStack":"com.example.Repo.load(Repo.java:42)\\n\
                        com.example.App.main(App.java:9)"}\
                        """);
    }

    @Test
    void hasTheSameFlatFieldsInEachLine() throws Exception {
        Set<Set<String>> names = new HashSet<>();
        for (JsonObject leak : lines(line.run("report", "--format=ndjson", "reports").out())) {
            names.add(leak.keySet());
            assertThat(leak.values())
                    .allMatch(
                            value ->
                                    value == null
                                            || value instanceof String
                                            || value instanceof Number
                                            || value instanceof Boolean);
        }
        assertThat(names).hasSize(1);
    }

    @Test
    void judgesEachJvmByItself() throws Exception {
        line.write("suppressed.txt", "db:*b*.db");
        List<JsonObject> leaks =
                lines(
                        line.run(
                                        "report",
                                        "--format=ndjson",
                                        "--suppressions=suppressed.txt",
                                        "reports")
                                .out());

        assertThat(leaks)
                .extracting(leak -> leak.getString("file").split("/")[1])
                .containsExactly("billing", "orders", "orders");
        assertThat(leaks)
                .extracting(leak -> leak.getString("status"))
                .containsExactly("suppressed", "new", "new");
        assertThat(leaks.get(0).getString("fingerprint"))
                .as("one site, in two JVMs")
                .isEqualTo(leaks.get(1).getString("fingerprint"));
        assertThat(leaks.get(0).getString("suppressedBy")).isEqualTo("db:*b*.db");
        assertThat(leaks.get(0).getString("database")).isEqualTo("/work/\n\"b\".db");
    }

    @Test
    void saysBesidesTheLinesWhatIsMissing() throws Exception {
        line.marker("reports/killed");

        Outcome outcome = line.run("report", "--format=ndjson", "--output=all.ndjson", "reports");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.err()).contains("has not reported: killed, or still running");
        assertThat(directory.resolve("all.ndjson")).content().hasLineCount(3);
    }

    @Test
    void refusesWhatItCannotJudgeBy() {
        assertThat(line.run("report", "--format=ndjson", "--baseline=none.json", "reports").err())
                .contains("cannot read the baseline none.json: no such file");
    }

    private static List<JsonObject> lines(String text) throws JsonParserException {
        List<JsonObject> lines = new ArrayList<>();
        for (String one : text.lines().toList()) {
            lines.add(JsonParser.object().from(one));
        }
        return lines;
    }
}
