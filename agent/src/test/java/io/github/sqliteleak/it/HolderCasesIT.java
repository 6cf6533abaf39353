package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.HolderCases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is named of several holders, why the lock could not be had, and the cure. */
class HolderCasesIT {
    private static final String APP = "io.github.sqliteleak.it.app.HolderCases.";
    private static final String WAL = "fix:       set journal_mode=WAL, with which readers and";

    @TempDir Path folder;

    /** One JVM, since each of them is a wait to its end. */
    @Test
    void namesTheHolderThatMatteredAndACureThatCures() throws IOException {
        EndedJvm ended =
                ForkedJvm.in(folder, HolderCases.class)
                        .jvmArguments(
                                "-Xlog:jfr+startup=error",
                                "-XX:StartFlightRecording=filename=one.jfr")
                        .run();

        String out = ended.hasStatus(0).out();
        List<JsonObject> waits = ended.report().lockWaits();
        checkOwnThread(only(waits, "own-thread.db"));
        checkLate(only(waits, file(out, "late 0: ")));
        checkLate(only(waits, file(out, "late 6: ")));
        checkOpenResult(only(waits, "cursor.db"));
        checkReader(only(waits, "spilled.db"));
        checkTask(only(waits, "task.db"));
        checkCopies(out, waits);
        assertThat(out)
                .contains("own-thread-cured.db: written\n")
                .contains("cursor-cured.db: written\n")
                .contains("spilled-cured.db: read 1\n");
        assertThat(waits)
                .filteredOn(wait -> wait.getString("database").contains("-cured"))
                .isEmpty();
        assertThat(ended.err())
                .contains("the thread \"main\" waits for itself: connection 2 for connection 1 of")
                .contains("fix:       use that connection here, too, or commit it first\n")
                .contains(
                        "not read to its end, of `SELECT x FROM t WHERE x < ?` by thread \"main\"")
                .contains("without a WAL, a writer waits until others have ended reading\n")
                .contains("the text of the query stands at " + APP)
                .contains(WAL)
                .contains("without a WAL, readers wait while another connection writes\n")
                .contains("(FutureTask.get)")
                .contains(", and when the statement failed\n");
        checkEvents();
    }

    private static void checkOwnThread(JsonObject wait) {
        assertThat(wait.getString("cause")).isEqualTo("own-thread");
        assertThat(wait.getString("waiterThread")).isEqualTo("main");
        assertThat(wait.getInt("waiterConnectionId")).isEqualTo(2);
        assertThat(holder(wait).getString("thread")).isEqualTo("main");
        assertThat(holder(wait).getInt("connectionId")).isEqualTo(1);
    }

    private static void checkLate(JsonObject wait) {
        assertThat(holder(wait).getString("site")).startsWith(APP + "culprit(");
        assertThat(holder(wait).getBoolean("atEnd")).isTrue();
        JsonArray holders = wait.getArray("holders");
        long shares = 0;
        for (int i = 0; i < holders.size(); i++) {
            shares += holders.getObject(i).getInt("shareMillis");
            assertThat(holders.getObject(i).getBoolean("atEnd")).isEqualTo(i == 0);
        }
        assertThat(shares).isBetween(1L, (long) wait.getInt("totalMillis"));
    }

    private static void checkOpenResult(JsonObject wait) {
        assertThat(wait.getString("cause")).isEqualTo("readers-without-wal");
        assertThat(wait.getBoolean("wal")).isFalse();
        assertThat(holder(wait).getString("evidence")).isEqualTo("open-cursor");
        assertThat(holder(wait).getString("sql")).isEqualTo("SELECT x FROM t WHERE x < ?");
        assertThat(holder(wait).getString("thread")).isEqualTo("main");
        assertThat(holder(wait).getInt("heldMillis")).isPositive();
    }

    private static void checkReader(JsonObject wait) {
        assertThat(wait.getString("cause")).isEqualTo("readers-without-wal");
        assertThat(wait.getString("waiterThread")).isEqualTo("http-1");
        assertThat(holder(wait).getString("threadWaitsAt")).startsWith(APP + "inThread(");
        assertThat(holder(wait).getString("threadWaitsIn")).isEqualTo("Thread.join");
        assertThat(holder(wait).getBoolean("threadWaitsForWaiter")).isTrue();
    }

    private static void checkTask(JsonObject wait) {
        assertThat(holder(wait).getString("threadWaitsAt")).startsWith(APP + "waitsForTask(");
        assertThat(holder(wait).getString("threadWaitsIn")).isEqualTo("FutureTask.get");
    }

    private static void checkCopies(String out, List<JsonObject> waits) {
        assertThat(out)
                .contains("backup to live.db-copy.db: failed\n")
                .contains("backup to live-cured.db-copy.db: done\n")
                .contains("restored.db has t\n")
                .contains("restored.db has newer\n")
                .contains("read.db has t\n")
                .contains("read.db has newer\n")
                .contains("beside: failed\n");
        JsonObject backup = only(waits, "live.db-copy.db");
        assertThat(backup.getString("cause")).isEqualTo("copy-failed");
        assertThat(backup.getString("causeSql")).endsWith("live.db");
        assertThat(backup.getString("waiterSite")).startsWith(APP + "copy(");
        assertThat(holder(backup).getString("evidence")).isEqualTo("write-transaction");
        assertThat(holder(backup).getString("site")).startsWith(APP + "backup(");
        JsonObject restored = only(waits, "restored.db");
        assertThat(restored.getString("cause")).isEqualTo("restored-nothing");
        assertThat(holder(restored).getString("evidence")).isEqualTo("write-transaction");
        JsonObject read = only(waits, "read.db");
        assertThat(read.getString("cause")).isEqualTo("restored-nothing");
        assertThat(holder(read).getString("sql")).isEqualTo("SELECT x FROM t");
        JsonObject beside = only(waits, "big-copy.db");
        assertThat(beside.getString("cause")).isEqualTo("backup");
        assertThat(holder(beside).getString("thread")).isEqualTo("backup");
        assertThat(holder(beside).getString("sql")).isEqualTo("backup to big-copy.db");
    }

    /** A failure names who had the lock then, a wait who had it for longest. */
    private void checkEvents() throws IOException {
        List<RecordedEvent> late =
                RecordingFile.readAllEvents(folder.resolve("one.jfr")).stream()
                        .filter(event -> event.getEventType().getName().startsWith("sqlite.Lock"))
                        .filter(event -> event.getString("database").contains("late-"))
                        .filter(event -> event.getInt("retries") > 10)
                        .toList();

        assertThat(late)
                .filteredOn(event -> event.getEventType().getName().equals("sqlite.LockTimeout"))
                .hasSize(2)
                .allSatisfy(
                        event -> {
                            assertThat(event.getString("holderSite")).startsWith(APP + "culprit(");
                            assertThat(event.getDuration("holderShare").toMillis()).isPositive();
                        });
        assertThat(late)
                .filteredOn(event -> event.getEventType().getName().equals("sqlite.LockWait"))
                .isNotEmpty()
                .allSatisfy(
                        event ->
                                assertThat(event.getDuration("holderShare"))
                                        .isPositive()
                                        .isLessThanOrEqualTo(event.getDuration()));
    }

    private static String file(String out, String label) {
        int at = out.indexOf(label) + label.length();
        return out.substring(at, out.indexOf('\n', at));
    }

    private static JsonObject only(List<JsonObject> waits, String file) {
        List<JsonObject> found =
                waits.stream()
                        .filter(wait -> wait.getString("database").endsWith("/" + file))
                        .filter(wait -> wait.getInt("timedOut") > 0)
                        .toList();
        assertThat(found).as(file).hasSize(1);
        return found.get(0);
    }

    private static JsonObject holder(JsonObject wait) {
        return wait.getArray("holders").getObject(0);
    }
}
