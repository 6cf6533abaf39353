package io.github.sqliteleak.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.Grouping;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Schema;
import io.github.sqliteleak.report.Tool;
import io.github.sqliteleak.report.Totals;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    @Test
    void writesAReport() {
        LeakReport report =
                Reports.of(
                        ExitKind.NORMAL,
                        List.of(Reports.truncated()),
                        Leak.number(1)
                                .inTransaction("com.example.Repo.save(Repo.java:60)", "BEGIN")
                                .cursor("SELECT * FROM t WHERE id = ?")
                                .openAfter("com.example.RepoTest#loads()"));

        assertThat(json(report))
                .isEqualTo(
                        """
                        {
                          "schema":2,
                          "tool":{
                            "name":"sqlite-leak-agent",
                            "version":"VERSION"
                          },
                          "jvm":{
                            "pid":4711,
                            "main":"com.example.App",
                            "java":"17.0.15",
                            "startedAt":"2026-11-20T12:00:00Z",
                            "endedAt":"2026-11-20T12:00:09Z",
                            "exit":"normal"
                          },
                          "driver":[{
                            "version":"3.54.1.0",
                            "tracking":"full"
                          }],
                          "completeness":{
                            "complete":true,
                            "missing":[]
                          },
                          "totals":{
                            "opened":10,
                            "closed":9,
                            "leaked":1,
                            "excluded":0,
                            "peakOpen":4,
                            "failedOpens":0,
                            "lockWaits":null,
                            "lockTimeouts":null,
                            "inUseAtExit":0,
                            "openedDuringExit":0,
                            "notGivenBack":0
                          },
                          "leaks":[{
                            "fingerprint":"FINGERPRINT",
                            "frames":["com.example.Repo#load","com.example.App#main"],
                            "count":1,
                            "closedByAgent":1,
                            "kinds":{
                              "open-at-exit":0,
                              "garbage-collected":0,
                              "open-after-test":1,
                              "not-given-back":0,
                              "pool-never-closed":0,
                              "dropped-by-pool":0
                            },
                            "owner":"application",
                            "site":"com.example.Repo.load(Repo.java:42)",
                            "ownCode":true,
                            "advice":"try-all",
                            "fix":"commit or roll back on every path, then close; open connection, Statement and ResultSet in one try (\\u2026) { \\u2026 }",
                            "sites":[{
                              "frame":"com.example.Repo.load(Repo.java:42)",
                              "count":1
                            }],
                            "way":[],
                            "openSite":"com.example.Repo.load(Repo.java:42)",
                            "openStack":["com.example.Repo.load(Repo.java:42)","com.example.App.main(App.java:9)"],
                            "tests":["com.example.RepoTest#loads()"],
                            "parts":[{
                              "database":"/work/data/app.db",
                              "tests":["com.example.RepoTest#loads()"],
                              "site":"com.example.Repo.load(Repo.java:42)",
                              "openSite":"com.example.Repo.load(Repo.java:42)",
                              "count":1,
                              "closedByAgent":1,
                              "kinds":{
                                "open-after-test":1
                              }
                            }],
                            "connections":[{
                              "id":1,
                              "kind":"open-after-test",
                              "database":"/work/data/app.db",
                              "url":"jdbc:sqlite:/work/data/app.db",
                              "site":"com.example.Repo.load(Repo.java:42)",
                              "openSite":"com.example.Repo.load(Repo.java:42)",
                              "openedAt":"2026-11-20T12:00:01Z",
                              "openedAtMillis":1795176001000,
                              "openMillis":8123,
                              "lastUsedMillisAgo":8001,
                              "thread":"main",
                              "threadAlive":true,
                              "inTransaction":true,
                              "transactionSite":"com.example.Repo.save(Repo.java:60)",
                              "transactionSql":"BEGIN",
                              "openStatements":[{
                                "sql":"SELECT * FROM t WHERE id = ?",
                                "cursorOpen":true,
                                "site":null
                              }],
                              "tests":["com.example.RepoTest#loads()"],
                              "test":null,
                              "testEvidence":null,
                              "forceClose":"closed",
                              "forceCloseDetail":null
                            }]
                          }],
                          "lockWaits":[],
                          "databases":[{
                            "path":"/work/data/app.db",
                            "journalMode":"wal",
                            "walBytesBefore":41232,
                            "walBytesAfter":0,
                            "checkpoint":{
                              "result":"truncated",
                              "reason":null,
                              "busy":0,
                              "log":10,
                              "checkpointed":10
                            },
                            "auxiliaryFilesLeft":[],
                            "auxiliaryFilesReason":null,
                            "leftBehind":null,
                            "walPeakBytes":null,
                            "walPinnedBy":null,
                            "walFix":null
                          }],
                          "settings":[],
                          "usedAfterClose":[]
                        }
                        """);
    }

    @Test
    void writesNullForWhatIsNotKnown() {
        LeakReport report =
                new LeakReport(
                        new JvmInfo(1, null, "17", Leak.NOON, null, null),
                        List.of(new DriverInfo(null, "open-close-only")),
                        new Totals(1, 0, 1, 0, 1, 0),
                        Grouping.group(
                                List.of(
                                        Leak.number(1)
                                                .withoutUserFrames()
                                                .neverUsed()
                                                .transactionUnknown()
                                                .cursor(null)
                                                .leaked())),
                        List.of(),
                        List.of(
                                new DatabaseReport(
                                        ":memory:",
                                        null,
                                        null,
                                        null,
                                        new CheckpointOutcome(
                                                CheckpointOutcome.Result.SKIPPED,
                                                "in memory",
                                                null,
                                                null,
                                                null),
                                        List.of(),
                                        null)));

        assertThat(json(report))
                .contains("\"main\":null", "\"endedAt\":null", "\"exit\":null")
                .contains("\"version\":null", "\"openSite\":null", "\"openStack\":[]")
                .contains("\"lastUsedMillisAgo\":null", "\"inTransaction\":null")
                .contains("\"transactionSite\":null", "\"transactionSql\":null", "\"sql\":null")
                .contains("\"journalMode\":null", "\"walBytesBefore\":null")
                .contains("\"walBytesAfter\":null", "\"busy\":null", "\"log\":null")
                .contains("\"checkpointed\":null");
    }

    @Test
    void survivesHostileText() throws Exception {
        String hostile = "\"\\\u0000\u001b[31m\n</script>\u2028😀";
        LeakReport report = Reports.of(Leak.number(1).thread(hostile));

        JsonObject read = JsonParser.object().from(JsonReport.render(report));

        JsonObject connection =
                read.getArray("leaks").getObject(0).getArray("connections").getObject(0);
        assertThat(connection.getString("thread")).isEqualTo(hostile);
    }

    /** What differs from build to build, by a fixed word. */
    private static String json(LeakReport report) {
        assertThat(Tool.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        String json = JsonReport.render(report);
        Schema.assertWholeReport(json);
        return json.replace(Tool.version(), "VERSION")
                .replace(report.leaks().get(0).fingerprint(), "FINGERPRINT");
    }
}
