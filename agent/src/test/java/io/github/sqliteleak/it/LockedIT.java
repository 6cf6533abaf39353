package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Contention;
import io.github.sqliteleak.it.app.Locked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that fail because of a lock: where, with what SQL, and after how long. */
class LockedIT {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"3.54.1.0, full", "3.45.3.0, full", "3.39.2.0, full"})
    void leavesEachConnectionItsOwnTimeout(String version, String tracking) {
        EndedJvm plain =
                ForkedJvm.in(folder.resolve("plain"), Locked.Timeouts.class)
                        .driver(version)
                        .withoutAgent()
                        .run();

        EndedJvm watched =
                ForkedJvm.in(folder.resolve("watched"), Locked.Timeouts.class)
                        .driver(version)
                        .run();

        assertThat(plain.hasStatus(0).out())
                .isEqualTo(
                        """
                        failed: 5
                        waited
                        failed: 5
                        failed: 5
                        asked 0
                        asked 1
                        failed: 5
                        """);
        assertThat(watched.hasStatus(0).out()).isEqualTo(plain.out());
        Report report = watched.report();
        assertThat(report.json().getArray("driver").getObject(0).getString("tracking"))
                .isEqualTo(tracking);
        assertThat(report.total("lockTimeouts")).isEqualTo(4);
        JsonObject wait = report.lockWaits().get(0);
        assertThat(wait.getInt("maxMillis")).isBetween(270, 60_000);
        assertThat(wait.getArray("holders").getObject(0).getInt("connectionId")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAL", "DELETE"})
    void knowsTheStatementOfABatch(String journalMode) {
        EndedJvm ended = recording(Locked.Batch.class).arguments(journalMode).run();

        assertThat(ended.hasStatus(0).out()).isEqualTo("failed: 5\n");
        List<RecordedEvent> timeouts = events("sqlite.LockTimeout");
        assertThat(timeouts).hasSize(1);
        assertThat(timeouts.get(0).getString("sql")).isEqualTo("INSERT INTO t VALUES (?)");
        assertThat(timeouts.get(0).getString("operation")).isEqualTo("write");
        assertThat(timeouts.get(0).getLong("holderConnectionId")).isEqualTo(1);
        assertThat(timeouts.get(0).getString("evidence")).isEqualTo("write-transaction");
    }

    @Test
    void namesABatchThatWritesForLong() {
        EndedJvm ended = recording(Contention.Statement.class).arguments("batch").run();

        assertThat(ended.hasStatus(0).out()).isEqualTo("rows 3000001\n");
        RecordedEvent wait = events("sqlite.LockWait").get(0);
        assertThat(wait.getString("evidence")).isEqualTo("in-flight-statement");
        assertThat(wait.getLong("holderConnectionId")).isEqualTo(1);
    }

    @Test
    void watchesOnAfterSqlThatNamesTheBusyTimeout() {
        EndedJvm ended = recording(Locked.Named.class).run();

        assertThat(ended.hasStatus(0).out())
                .isEqualTo(
                        """
                        failed: 19
                        failed: 5
                        failed: 1
                        failed: 5
                        failed: 1
                        failed: 5
                        timeout 70
                        failed: 5
                        """);
        assertThat(events("sqlite.LockWait"))
                .hasSize(4)
                .allSatisfy(wait -> assertThat(wait.getInt("retries")).isPositive());
        assertThat(events("sqlite.LockWait"))
                .extracting(wait -> wait.getDuration("busyTimeout").toMillis())
                .containsExactly(60L, 60L, 70L, 80L);
        assertThat(ended.err()).doesNotContain("internal error");
    }

    @Test
    void tellsPlacesApartThatTryAgainAtOnce() {
        EndedJvm ended = recording(Locked.Places.class).run();

        assertThat(ended.hasStatus(0).out())
                .isEqualTo("failed: insert\nfailed: delete\n".repeat(50));
        assertThat(ended.report().lockWaits())
                .extracting(wait -> wait.getString("waiterSite").replaceAll("\\(.*", ""))
                .containsExactly(
                        "io.github.sqliteleak.it.app.Locked$Places.insert",
                        "io.github.sqliteleak.it.app.Locked$Places.delete");
        assertThat(ended.report().lockWaits())
                .extracting(wait -> wait.getInt("timedOut"))
                .containsExactly(50, 50);
        assertThat(events("sqlite.LockTimeout")).hasSize(100);
    }

    private ForkedJvm recording(Class<?> main) {
        return ForkedJvm.in(folder, main)
                .jvmArguments(
                        "-Xlog:jfr+startup=error", "-XX:StartFlightRecording=filename=one.jfr");
    }

    private List<RecordedEvent> events(String name) {
        try {
            return RecordingFile.readAllEvents(folder.resolve("one.jfr")).stream()
                    .filter(event -> event.getEventType().getName().equals(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
