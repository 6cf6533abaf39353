package io.github.sqliteleak.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmc.flightrecorder.rules.Severity;

/** Long transactions, and reads that became writes. */
class TransactionRulesTest {
    private static final Map<String, ?> WRITE =
            Map.of(
                    "mode",
                    "immediate",
                    "wrote",
                    true,
                    "statements",
                    400,
                    "beginSite",
                    "a.Import.run(Import.java:3)");
    private static final Map<String, ?> UPGRADE =
            Map.of(
                    "mode",
                    "deferred",
                    "wrote",
                    true,
                    "upgraded",
                    true,
                    "statements",
                    2,
                    "beginSite",
                    "a.Stock.take(Stock.java:8)");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"0.1, 2.5, OK", "1, 25, INFO", "3, 75, WARNING", "60, 100, WARNING"})
    void scoreGrowsWithTheLongestWriter(double seconds, double score, Severity severity)
            throws Exception {
        Judged judged =
                transactions(new MadeUpRecording().event(EventNames.TRANSACTION, seconds, WRITE));

        assertThat(judged.score()).isCloseTo(score, offset(0.05));
        assertThat(judged.severity()).isEqualTo(severity);
    }

    @Test
    void namesWhereTheLongestBegan() throws Exception {
        Judged judged =
                transactions(
                        new MadeUpRecording()
                                .event(EventNames.TRANSACTION, 2, UPGRADE)
                                .event(EventNames.TRANSACTION, 5, WRITE));

        assertThat(judged.worstSite()).isEqualTo("a.Import.run(Import.java:3)");
        assertThat(judged.text())
                .isEqualTo(
                        """
                        2 write transactions were long, the longest 5 s, begun at a.Import.run(Import.java:3)
                        It ran 400 statements in 5 s, and no other connection could write meanwhile. All sites: a.Import.run(Import.java:3) (5 s), a.Stock.take(Stock.java:8) (2 s).
                        Split it into several, and leave reads that it does not need out of it.""");
    }

    @Test
    void tellsAnIdleOneFromABusyOne() throws Exception {
        Judged judged =
                transactions(new MadeUpRecording().event(EventNames.TRANSACTION, 5, UPGRADE));

        assertThat(judged.text()).contains("only 2 statements in 5 s: mostly it was idle");
    }

    @Test
    void aLongReadIsNone() throws Exception {
        Judged judged =
                transactions(
                        new MadeUpRecording()
                                .event(EventNames.TRANSACTION, 60, Map.of("mode", "deferred")));

        assertThat(judged.score()).isZero();
        assertThat(judged.severity()).isEqualTo(Severity.OK);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, OK", "2, 5, OK", "10, 25, INFO", "50, 75, WARNING"})
    void scoreGrowsWithReadsThatBecameWrites(int upgrades, double score, Severity severity)
            throws Exception {
        Judged judged =
                upgrades(new MadeUpRecording().times(upgrades, EventNames.TRANSACTION, UPGRADE));

        assertThat(judged.score()).isEqualTo(score);
        assertThat(judged.severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_BUSY_SNAPSHOT, 0, 25",
        "SQLITE_BUSY, 10, 25",
        // Waited until its time was up: held by somebody, not refused.
        "SQLITE_BUSY, 3000, 0",
        "SQLITE_LOCKED_SHAREDCACHE, 0, 0"
    })
    void aFailureWithoutAWaitCountsAsTen(String code, int waited, double score) throws Exception {
        Map<String, ?> failure =
                Map.of(
                        "resultCode",
                        code,
                        "waited",
                        waited,
                        "busyTimeout",
                        3_000,
                        "waiterSite",
                        "a.Stock.take(Stock.java:9)");

        Judged judged = upgrades(new MadeUpRecording().event(EventNames.LOCK_TIMEOUT, failure));

        assertThat(judged.score()).isEqualTo(score);
        if (score > 0) {
            assertThat(judged.worstSite()).isEqualTo("a.Stock.take(Stock.java:9)");
            assertThat(judged.text()).contains("BEGIN IMMEDIATE");
        }
    }

    @ParameterizedTest
    @CsvSource({"stale-snapshot, 25", "read-then-write, 25", "no-busy-timeout, 0"})
    void takesTheAgentsWordForTheCause(String cause, double score) throws Exception {
        Map<String, ?> failure =
                Map.of("cause", cause, "waiterSite", "a.Stock.put", "causeSite", "a.Stock.get");

        Judged judged = upgrades(new MadeUpRecording().event(EventNames.LOCK_TIMEOUT, failure));

        assertThat(judged.score()).isEqualTo(score);
        if (score > 0) {
            assertThat(judged.text()).contains("had been read at a.Stock.get.");
        }
    }

    @Test
    void judgesAnOlderAgentByModeAndStatements() throws Exception {
        MadeUpRecording recording = new MadeUpRecording().withoutField("upgraded");

        assertThat(upgrades(recording.times(10, EventNames.TRANSACTION, UPGRADE)).score())
                .isEqualTo(25);
    }

    private Judged transactions(MadeUpRecording recording) throws Exception {
        return Judged.by(new LongTransactionsRule(), recording.read(folder));
    }

    private Judged upgrades(MadeUpRecording recording) throws Exception {
        return Judged.by(new UpgradedReadsRule(), recording.read(folder));
    }
}
