package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.BusyTimeouts;
import io.github.sqliteleak.it.app.Contention;
import io.github.sqliteleak.it.app.Locks;
import io.github.sqliteleak.it.app.Storm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits for locks, held against what the programs know of them. */
class LockWaitsIT {
    /** What Flight Recorder's clock and the wall clock may differ by. */
    private static final long CLOCKS_MILLIS = 20;

    @TempDir Path folder;

    @SomeJdk
    void tellsEachOfEightWaitsWithItsHolder(Jdk jdk) {
        checkEightWaits("wal", jdk);
    }

    @SomeJdk
    void tellsEachWaitWhereThereIsNoWal(Jdk jdk) {
        checkEightWaits("delete", jdk);
    }

    private void checkEightWaits(String journalMode, Jdk jdk) {
        EndedJvm ended = recording(Contention.Writers.class, jdk).arguments(journalMode).run();

        Map<String, Long> said = times(ended.hasStatus(0).out());
        assertThat(ended.out()).contains("rows 8\n");
        List<RecordedEvent> waits = events("sqlite.LockWait");
        assertThat(waits).extracting(LockWaitsIT::thread).contains(waiters());
        for (RecordedEvent wait : waits) {
            String thread = thread(wait);
            long start = wait.getStartTime().toEpochMilli();
            long end = wait.getEndTime().toEpochMilli();
            if (start > said.get("holder committing") + CLOCKS_MILLIS) {
                // Waits of the waiters for one another.
                continue;
            }
            assertThat(start).isGreaterThanOrEqualTo(said.get(thread + " from") - CLOCKS_MILLIS);
            assertThat(end)
                    .isGreaterThanOrEqualTo(said.get("holder committing") - CLOCKS_MILLIS)
                    .isLessThanOrEqualTo(said.get(thread + " to") + CLOCKS_MILLIS);
            assertThat(wait.getLong("holderConnectionId")).as("%s", wait).isEqualTo(1);
            assertThat(wait.getString("holderThread")).isEqualTo("holder");
            assertThat(wait.getString("holderSite"))
                    .startsWith("io.github.sqliteleak.it.app.Db.run(");
            assertThat(wait.getString("waiterSite"))
                    .startsWith("io.github.sqliteleak.it.app.Db.run(");
            assertThat(wait.getString("evidence")).isEqualTo("write-transaction");
            assertThat(wait.getString("operation")).isEqualTo("write");
            assertThat(wait.getString("sql")).isEqualTo("INSERT INTO t VALUES (?)");
            assertThat(wait.getInt("retries")).isPositive();
            assertThat(wait.getDuration("busyTimeout").toMillis()).isEqualTo(60_000);
        }
        assertThat(events("sqlite.LockTimeout")).isEmpty();
        Report report = ended.report();
        assertThat(report.total("lockTimeouts")).isZero();
        assertThat(report.total("lockWaits")).isGreaterThanOrEqualTo(8);
        assertThat(report.json().getArray("driver").getObject(0).getString("tracking"))
                .isEqualTo("full");
        assertThat(ended.err()).doesNotContain("failed");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsAWaitForAnotherProcess() {
        RunningJvm holder =
                ForkedJvm.in(folder, Locks.Holding.class).withoutAgent().start().awaitLine("ready");

        EndedJvm ended = recording(Locks.WritingOnce.class, Jdks.running()).run();
        holder.say("go").end();

        assertThat(ended.hasStatus(0).out()).isEqualTo("failed\n");
        RecordedEvent timeout = only("sqlite.LockTimeout");
        assertThat(timeout.getLong("holderPid")).isEqualTo(holder.pid());
        assertThat(timeout.getString("holderProcess")).contains("java");
        assertThat(timeout.getLong("holderConnectionId")).isZero();
        assertThat(timeout.getDuration("waited").toMillis()).isGreaterThanOrEqualTo(50);
        assertThat(only("sqlite.LockWait").getLong("holderPid")).isEqualTo(holder.pid());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsAWaitThatAnotherProcessEnds() {
        RunningJvm holder =
                ForkedJvm.in(folder, Locks.Holding.class).withoutAgent().start().awaitLine("ready");
        RunningJvm waiter =
                ForkedJvm.in(folder, Contention.Patient.class)
                        .jvmArguments(
                                "-Xlog:jfr+startup=error",
                                "-XX:StartFlightRecording=filename=one.jfr,+sqlite.LockWait#threshold=0ms")
                        .start()
                        .awaitLine("waiting");

        holder.say("go").end();
        EndedJvm ended = waiter.end();

        assertThat(ended.hasStatus(0).out()).isEqualTo("waiting\nsaved\n");
        RecordedEvent wait = only("sqlite.LockWait");
        assertThat(wait.getLong("holderPid")).isEqualTo(holder.pid());
        assertThat(wait.getString("evidence")).isEqualTo("other-process");
        assertThat(thread(wait)).isEqualTo("waiting");
        assertThat(events("sqlite.LockTimeout")).isEmpty();
    }

    @SomeJdk
    void namesAStatementThatWritesForLong(Jdk jdk) {
        EndedJvm ended = recording(Contention.Statement.class, jdk).run();

        assertThat(ended.hasStatus(0).out()).isEqualTo("rows 3000001\n");
        RecordedEvent wait = only("sqlite.LockWait");
        assertThat(wait.getString("evidence")).isEqualTo("in-flight-statement");
        assertThat(wait.getString("holderThread")).isEqualTo("writing");
        assertThat(wait.getLong("holderConnectionId")).isEqualTo(1);
        assertThat(wait.getString("holderSite")).startsWith("io.github.sqliteleak.it.app.Db.run(");
    }

    @SomeJdk
    void namesAConnectionThatNobodyRefersToAnyMore(Jdk jdk) {
        EndedJvm ended = recording(Contention.Lost.class, jdk).run();

        assertThat(ended.hasStatus(0).out()).isEqualTo("failed\n");
        RecordedEvent timeout = only("sqlite.LockTimeout");
        assertThat(timeout.getString("evidence")).isEqualTo("collected-connection");
        assertThat(timeout.getLong("holderConnectionId")).isEqualTo(1);
        assertThat(timeout.getString("holderOpenSite"))
                .startsWith("io.github.sqliteleak.it.app.Contention$Lost.lose(");
    }

    @SomeJdk
    void namesTheCursorThatPinsTheWal(Jdk jdk) {
        EndedJvm ended = recording(Contention.Pinned.class, jdk).arguments("50").run();

        assertThat(ended.hasStatus(0).out()).isEqualTo("busy 1\nbusy 0\n");
        JsonObject wait = ended.report().lockWaits().get(0);
        assertThat(ended.report().lockWaits()).hasSize(1);
        assertThat(wait.getString("cause")).isEqualTo("checkpoint-pinned");
        assertThat(wait.getString("operation")).isEqualTo("checkpoint");
        JsonObject holder = wait.getArray("holders").getObject(0);
        assertThat(holder.getString("evidence")).isEqualTo("open-cursor");
        assertThat(holder.getInt("connectionId")).isEqualTo(1);
        assertThat(only("sqlite.LockTimeout").getString("operation")).isEqualTo("checkpoint");
        assertThat(ended.err())
                .contains("checkpoint stayed busy: 1 time\n")
                .contains("close that result, then checkpoint again");
    }

    @SomeJdk
    void namesTheCursorThatPinsTheWalWhereNothingWaits(Jdk jdk) {
        EndedJvm ended = recording(Contention.Pinned.class, jdk).arguments("0").run();

        assertThat(ended.hasStatus(0).out()).isEqualTo("busy 1\nbusy 0\n");
        JsonObject wait = ended.report().lockWaits().get(0);
        assertThat(ended.report().lockWaits()).hasSize(1);
        assertThat(wait.getString("cause")).isEqualTo("checkpoint-pinned");
        assertThat(wait.getArray("holders").getObject(0).getString("evidence"))
                .isEqualTo("open-cursor");
    }

    @SomeJdk
    void namesTheReadThatKeepsATransactionFromWaiting(Jdk jdk) {
        EndedJvm ended = ForkedJvm.in(folder, Contention.Upgrade.class).on(jdk).run();

        assertThat(ended.hasStatus(0).out()).isEqualTo("rows 0\nfailed\n");
        JsonObject wait = ended.report().lockWaits().get(0);
        assertThat(wait.getString("cause")).isEqualTo("read-then-write");
        assertThat(wait.getString("causeSite")).startsWith("io.github.sqliteleak.it.app.Db.ask(");
        assertThat(wait.getString("causeSql")).isEqualTo("SELECT count(*) FROM t");
        assertThat(wait.getInt("maxMillis")).isZero();
        assertThat(ended.err()).contains("begin with BEGIN IMMEDIATE, or commit the read first");
    }

    @SomeJdk
    void losesNoneThatSqliteWouldHaveKept(Jdk jdk) {
        EndedJvm ended =
                ForkedJvm.in(folder, Contention.Crowded.class).on(jdk).arguments("1000").run();

        assertThat(ended.hasStatus(0).out()).isEqualTo("rows 4000\n");
        assertThat(ended.report().total("lockTimeouts")).isZero();
        assertThat(ended.report().total("lockWaits")).isPositive();
    }

    @Test
    void letsNoneThroughThatSqliteWouldHaveFailed() {
        EndedJvm ended = ForkedJvm.in(folder, Contention.Hopeless.class).run();

        assertThat(ended.hasStatus(0).out()).isEqualTo("failed 500\n");
        assertThat(ended.report().total("lockTimeouts")).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.54.1.0", "3.50.3.0", "3.45.3.0", "3.39.2.0"})
    void changesNothingThatAnApplicationNotices(String version) {
        EndedJvm plain =
                ForkedJvm.in(folder.resolve("plain"), BusyTimeouts.class)
                        .driver(version)
                        .withoutAgent()
                        .run();

        EndedJvm watched =
                ForkedJvm.in(folder.resolve("watched"), BusyTimeouts.class).driver(version).run();
        EndedJvm native_ =
                ForkedJvm.in(folder.resolve("off"), BusyTimeouts.class)
                        .driver(version)
                        .agent("lock-waits=off")
                        .run();

        assertThat(plain.hasStatus(0).out()).contains("at first: 3000 3000 3000\n");
        assertThat(watched.hasStatus(0).out()).isEqualTo(plain.out());
        assertThat(native_.hasStatus(0).out()).isEqualTo(plain.out());
        assertThat(watched.report().total("lockTimeouts")).isPositive();
        assertThat(watched.err()).doesNotContain("internal error");
    }

    @SomeJdk
    void doesNotHangInAStorm(Jdk jdk) {
        EndedJvm ended =
                ForkedJvm.in(folder, Storm.class)
                        .on(jdk)
                        .agent("collected=close")
                        .jvmArguments("-XX:StartFlightRecording:filename=storm.jfr")
                        .run();

        assertThat(ended.status()).as("%s", ended).isEqualTo(7);
        assertThat(ended.report().exit()).isIn("normal", "hooks-timed-out");
        assertThat(ended.err()).doesNotContain("internal error");
        DatabaseFiles.in(folder).areIntact();
    }

    private ForkedJvm recording(Class<?> main, Jdk jdk) {
        return ForkedJvm.in(folder, main)
                .on(jdk)
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

    private RecordedEvent only(String name) {
        List<RecordedEvent> events = events(name);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static String thread(RecordedEvent event) {
        return event.getThread().getJavaName();
    }

    private static String[] waiters() {
        String[] names = new String[8];
        for (int i = 0; i < names.length; i++) {
            names[i] = "waiter-" + (i + 1);
        }
        return names;
    }

    /** Lines of a thread, a word and a time, by the first two. */
    private static Map<String, Long> times(String out) {
        Map<String, Long> times = new HashMap<>();
        for (String line : out.lines().toList()) {
            int last = line.lastIndexOf(' ');
            times.put(line.substring(0, last), Long.parseLong(line.substring(last + 1)));
        }
        return times;
    }
}
