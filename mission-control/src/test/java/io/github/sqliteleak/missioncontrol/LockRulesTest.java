package io.github.sqliteleak.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmc.flightrecorder.rules.Severity;

/** Contention and timeouts. */
class LockRulesTest {
    private static final Map<String, ?> WAIT =
            Map.of(
                    "waiterSite", "a.Reader.run(Reader.java:5)",
                    "holderSite", "a.Writer.save(Writer.java:9)",
                    "holderThread", "writer-1",
                    "holderConnectionId", 7);

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"0.1, 0.5, OK", "5, 25, INFO", "50, 75, WARNING", "400, 99.99, WARNING"})
    void contentionGrowsWithTheShareOfTimeWaited(double seconds, double score, Severity severity)
            throws Exception {
        Judged judged =
                contention(
                        new MadeUpRecording().event(EventNames.LOCK_WAIT, seconds, WAIT), seconds);

        assertThat(judged.score()).isCloseTo(score, offset(0.05));
        assertThat(judged.severity()).isEqualTo(severity);
    }

    /** What waits for longer than the recording lasts are several at once. */
    private Judged contention(MadeUpRecording recording, double seconds) throws Exception {
        if (seconds <= MadeUpRecording.SECONDS) {
            return contention(recording);
        }
        MadeUpRecording several = new MadeUpRecording();
        for (int i = 0; i < 10; i++) {
            several.event(EventNames.LOCK_WAIT, seconds / 10, WAIT);
        }
        return contention(several);
    }

    @Test
    void contentionNamesTheWorstHolder() throws Exception {
        Judged judged =
                contention(
                        new MadeUpRecording()
                                .event(EventNames.LOCK_WAIT, 4, Map.of("holderPid", 4711))
                                .event(EventNames.LOCK_WAIT, 6, WAIT)
                                .event(EventNames.LOCK_WAIT, 1, Map.of())
                                .event(
                                        EventNames.LOCK_TIMEOUT,
                                        50,
                                        0,
                                        with(WAIT, "waited", 3_000)));

        assertThat(judged.worstSite())
                .isEqualTo("a.Writer.save(Writer.java:9) (thread \"writer-1\")");
        assertThat(judged.text())
                .startsWith(
                        "Waits for locks took 14 s in all, 14 % of the recorded time, most for a.Writer")
                .contains(
                        "4 waits, the longest 6 s at a.Reader.run(Reader.java:5)",
                        "process 4711 (4 s)",
                        "an unknown holder (1 s)",
                        "WAL mode");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, OK", "1, 25, INFO", "5, 75, WARNING", "1000, 100, WARNING"})
    void timeoutsGrowWithTheirNumber(int timeouts, double score, Severity severity)
            throws Exception {
        Judged judged =
                timeouts(new MadeUpRecording().times(timeouts, EventNames.LOCK_TIMEOUT, WAIT));

        assertThat(judged.score()).isEqualTo(score);
        assertThat(judged.severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_BUSY, Let the holder commit sooner",
        "SQLITE_BUSY_SNAPSHOT, begin it with BEGIN IMMEDIATE",
        "SQLITE_LOCKED_SHAREDCACHE, open without cache=shared"
    })
    void timeoutsNameWhoFailedWhoHeldAndTheRemedy(String code, String remedy) throws Exception {
        Map<String, Object> failure = with(WAIT, "resultCode", code);
        failure.put("waited", 3_000);

        Judged judged = timeouts(new MadeUpRecording().times(2, EventNames.LOCK_TIMEOUT, failure));

        assertThat(judged.worstSite()).isEqualTo("a.Reader.run(Reader.java:5)");
        assertThat(judged.text())
                .startsWith(
                        "2 statements failed with \"database is locked\", most at"
                                + " a.Reader.run(Reader.java:5); the lock was held most by"
                                + " a.Writer.save(Writer.java:9) (thread \"writer-1\")")
                .contains(code + " (2)", "The longest wait: 3 s.", remedy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stale-cursor", "cursor-then-write"})
    void tellsToCloseTheResultThatKeepsASnapshot(String cause) throws Exception {
        Map<String, Object> failure = with(WAIT, "cause", cause);
        failure.put("resultCode", "SQLITE_BUSY_SNAPSHOT");

        Judged judged = timeouts(new MadeUpRecording().times(2, EventNames.LOCK_TIMEOUT, failure));

        assertThat(judged.text())
                .contains("read it to its end, or close it, before the same connection writes")
                .doesNotContain("BEGIN IMMEDIATE");
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_LOCKED, own-result, the same connection has open",
        "SQLITE_LOCKED, same-connection, the same connection has open",
        "SQLITE_BUSY, journal-mode, SQLite does not wait to change journal_mode",
        "SQLITE_BUSY, not-waited, SQLite did not wait"
    })
    void doesNotTellToWaitLongerWhereSqliteDoesNotWait(String code, String cause, String remedy)
            throws Exception {
        Map<String, Object> failure = with(WAIT, "cause", cause);
        failure.put("resultCode", code);

        Judged judged = timeouts(new MadeUpRecording().times(2, EventNames.LOCK_TIMEOUT, failure));

        assertThat(judged.text())
                .contains(remedy)
                .doesNotContain("cache=shared")
                .doesNotContain("raise the busy timeout");
    }

    @Test
    void aWaitThatFailedIsAddedUpOnce() throws Exception {
        Map<String, Object> failure = with(WAIT, "waited", 3_000);
        failure.put("connectionId", 2);
        Judged judged =
                contention(
                        new MadeUpRecording()
                                .event(EventNames.LOCK_WAIT, 10, 3, with(WAIT, "connectionId", 2))
                                .event(EventNames.LOCK_TIMEOUT, 13.01, 0, failure)
                                // Another connection's, and one without a wait beside it.
                                .event(EventNames.LOCK_WAIT, 10, 3, with(WAIT, "connectionId", 3))
                                .event(EventNames.LOCK_TIMEOUT, 30, 0, failure));

        assertThat(judged.text()).startsWith("Waits for locks took 9 s in all").contains("3 waits");
    }

    @Test
    void namesTheOtherProcess() throws Exception {
        Map<String, ?> held = Map.of("holderPid", 4711, "holderProcess", "sqlite3 app.db");
        Judged judged = contention(new MadeUpRecording().event(EventNames.LOCK_WAIT, 6, held));

        assertThat(judged.worstSite()).isEqualTo("process 4711: sqlite3 app.db");
    }

    @Test
    void aCheckpointThatAReaderStoppedIsNoTimeout() throws Exception {
        Map<String, ?> stopped = Map.of("cause", "checkpoint-pinned");

        assertThat(timeouts(new MadeUpRecording().event(EventNames.LOCK_TIMEOUT, stopped)).score())
                .isZero();
    }

    @Test
    void contentionOfACheckpointHasARemedyOfItsOwn() throws Exception {
        Map<String, ?> pinned =
                Map.of(
                        "operation", "checkpoint",
                        "cause", "checkpoint-pinned",
                        "holderThread", "main",
                        "holderOpenSite", "a.Export.open(Export.java:4)");
        Judged judged =
                contention(
                        new MadeUpRecording()
                                .event(EventNames.LOCK_WAIT, 6, pinned)
                                .event(EventNames.LOCK_WAIT, 4, WAIT));

        assertThat(judged.worstSite())
                .isEqualTo("a connection opened at a.Export.open(Export.java:4) (thread \"main\")");
        assertThat(judged.text())
                .contains("close its ResultSet and end its transaction")
                .doesNotContain("Hold the write lock for shorter", "WAL mode");
    }

    @Test
    void contentionOfWritersKeepsItsRemedyBesideACheckpoint() throws Exception {
        Map<String, ?> pinned = Map.of("operation", "checkpoint");
        Judged judged =
                contention(
                        new MadeUpRecording()
                                .event(EventNames.LOCK_WAIT, 4, pinned)
                                .event(EventNames.LOCK_WAIT, 6, WAIT));

        assertThat(judged.text())
                .contains("Hold the write lock for shorter", "WAL mode")
                .doesNotContain("close its ResultSet");
    }

    @Test
    void impatienceHasARemedyOfItsOwn() throws Exception {
        Map<String, Object> failure = with(WAIT, "cause", "no-busy-timeout");

        assertThat(timeouts(new MadeUpRecording().event(EventNames.LOCK_TIMEOUT, failure)).text())
                .contains("set one, such as busy_timeout=3000 in its URL");
    }

    @Test
    void whatAnOlderAgentDoesNotWriteIsUnknown() throws Exception {
        MadeUpRecording recording = new MadeUpRecording();
        for (String field : EventTable.events().get(EventNames.LOCK_TIMEOUT).keySet()) {
            recording.withoutField(field);
        }
        recording.event(EventNames.LOCK_TIMEOUT, Map.of());

        assertThat(timeouts(recording).text()).contains("connection 0", "an unknown holder");
        assertThat(contention(recording).score()).isZero();
    }

    private Judged contention(MadeUpRecording recording) throws Exception {
        return Judged.by(new LockContentionRule(), recording.read(folder));
    }

    private Judged timeouts(MadeUpRecording recording) throws Exception {
        return Judged.by(new LockTimeoutsRule(), recording.read(folder));
    }

    private static Map<String, Object> with(Map<String, ?> values, String name, Object value) {
        Map<String, Object> all = new HashMap<>(values);
        all.put(name, value);
        return all;
    }
}
