package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.GrowingWals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WALs that grow since automatic checkpoints get nowhere, with what holds them up. */
class GrowingWalIT {
    private static final String APP = GrowingWals.class.getName();

    @TempDir static Path folder;

    /** One JVM for all cases. */
    private static EndedJvm ended;

    @BeforeAll
    static void run() {
        ended =
                ForkedJvm.in(folder, GrowingWals.class)
                        .agent("wal-warning=6MB")
                        .jvmArguments(
                                "-Xlog:jfr+startup=error",
                                "-XX:StartFlightRecording=filename=one.jfr")
                        .run()
                        .hasStatus(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "result.db | with a result that was not read to its end, of `SELECT x FROM t WHERE x <>"
                        + " ?` by thread \"main\", opened at APP.result(GrowingWals.java: | close that"
                        + " result, or read it to its end",
                "own.db | with a result that was not read to its end, of `SELECT x FROM t` by thread"
                        + " \"main\", opened at APP.ownResult(GrowingWals.java: | close that result, or read"
                        + " it to its end",
                "transaction.db | in a transaction that read at | commit"
                        + " or roll back that transaction sooner",
                "running.db | with a statement that was running, `SELECT count(*) FROM t a, t b, t c, t"
                        + " d, t e` at APP. | split up what it runs, or run it when less is written",
                "off.db | there are no automatic checkpoints on connection | run PRAGMA"
                        + " wal_checkpoint(TRUNCATE) once in a while, or leave wal_autocheckpoint as it is",
                "data.db | automatic checkpoints held up by another process, pid | find out what that"
                        + " process reads for so long"
            })
    void namesWhatHoldsCheckpointsUp(String file, String by, String fix) {
        JsonObject database = databases().get(file);
        String pinned = by.replace("APP", APP);

        assertThat(database).as("%s in %s", file, ended).isNotNull();
        assertThat(database.getInt("walPeakBytes")).isGreaterThan(8_000_000);
        assertThat(database.getString("walPinnedBy")).contains(pinned);
        assertThat(database.getString("walFix")).isEqualTo(fix);
        assertThat(database.getString("leftBehind")).isNull();
        assertThat(ended.err().lines().filter(line -> line.contains("/" + file + " reached ")))
                .as("lines of %s", ended)
                .singleElement()
                .asString()
                .startsWith("sqlite-leak-agent: the WAL of ")
                .contains(pinned)
                .endsWith("; " + fix);
        assertThat(ended.err()).contains("  " + file + ": WAL reached ");
    }

    @Test
    void isSilentWhereNobodyReadsFromIt() {
        assertThat(ended.out()).containsPattern("cured.db-wal has [0-5] MB\n");
        assertThat(databases())
                .containsOnlyKeys(
                        "result.db", "own.db", "transaction.db", "running.db", "off.db", "data.db");
        assertThat(ended.report().addsUp().settings()).isEmpty();
        assertThat(ended.err()).doesNotContain("cured.db", "bulk.db");
    }

    @Test
    void recordsEachOnce() throws IOException {
        List<RecordedEvent> events =
                RecordingFile.readAllEvents(folder.resolve("one.jfr")).stream()
                        .filter(event -> event.getEventType().getName().equals("sqlite.WalGrowth"))
                        .toList();

        assertThat(events).hasSize(6);
        assertThat(events)
                .extracting(event -> event.getString("reason"))
                .containsOnly("reader", "checkpoints-off");
        RecordedEvent result = events.get(0);
        assertThat(result.getString("holderSql")).isEqualTo("SELECT x FROM t WHERE x <> ?");
        assertThat(result.getString("holderOpenSite")).startsWith(APP + ".open(");
        assertThat(result.getLong("walBytes")).isBetween(6_000_000L, 9_500_000L);
        assertThat(result.getLong("holderConnectionId")).isEqualTo(2);
    }

    private static Map<String, JsonObject> databases() {
        Map<String, JsonObject> databases = new LinkedHashMap<>();
        for (JsonObject database : ended.report().databases()) {
            String path = database.getString("path");
            databases.put(path.substring(path.lastIndexOf('/') + 1), database);
        }
        return databases;
    }
}
