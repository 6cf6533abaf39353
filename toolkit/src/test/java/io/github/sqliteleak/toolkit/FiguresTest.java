package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a database and its queue do can be heard and recorded; what a store holds can be listed. */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored")
class FiguresTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final class Hearing implements DatabaseListener {
        @Override
        public void writerUsed(Duration waited, Duration held, int waiting) {
            heard.add(waited.isNegative() || held.isNegative() ? "negative" : "used " + waiting);
        }

        @Override
        public void writerTimedOut(Duration waited) {
            heard.add("timed out");
        }

        @Override
        public void batchWritten(int writes, Duration took, int depth) {
            heard.add("batch " + writes);
        }

        @Override
        public void batchRetried(int attempt) {
            heard.add("retried " + attempt);
        }
    }

    @Test
    void aListenerHearsOfTheWriterAndOfBatches() throws Exception {
        try (SqliteDatabase database = open()) {
            database.useTransaction(c -> Sql.execute(c, "CREATE TABLE t (x)"));
            assertThat(heard).containsExactly("used 0");
            try (Connection writer = database.writer()) {
                assertThat(writer.isClosed()).isFalse();
                assertThatThrownBy(database::writer).isInstanceOf(WriterTimeoutException.class);
            }
            assertThat(heard).containsExactly("used 0", "timed out", "used 0");
            heard.clear();
            try (WriteQueue queue = WriteQueue.start(database)) {
                queue.submit(c -> 1).get(20, TimeUnit.SECONDS);
                queue.flush();
            }
            assertThat(heard).contains("batch 1");
        }
    }

    @Test
    void theQueueTellsThatItTriesAgain() throws Exception {
        try (SqliteDatabase database = open();
                Connection other = Driver.open(file(), Driver.Mode.READ_WRITE);
                WriteQueue queue =
                        WriteQueue.builder(database)
                                .retry(BusyRetry.defaults().firstDelay(Duration.ofMillis(1)))
                                .start()) {
            Sql.execute(other, "BEGIN IMMEDIATE");
            var written = queue.submit(c -> 1);
            Waiting.until("it tries again", () -> heard.contains("retried 1"));
            Sql.execute(other, "ROLLBACK");
            assertThat(written.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void flightRecorderHasTheSame() throws Exception {
        Path recorded = folder.resolve("r.jfr");
        try (Recording recording = new Recording();
                SqliteDatabase database = open()) {
            recording.start();
            try (WriteQueue queue = WriteQueue.start(database)) {
                queue.submit(c -> 1).get(20, TimeUnit.SECONDS);
                queue.flush();
            }
            recording.stop();
            recording.dump(recorded);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(recorded);
        assertThat(events)
                .filteredOn(e -> e.getEventType().getName().equals("sqlite.WriterUse"))
                .isNotEmpty()
                .allSatisfy(e -> assertThat(e.getString("database")).endsWith("data.db"));
        assertThat(events)
                .filteredOn(e -> e.getEventType().getName().equals("sqlite.WriteBatch"))
                .isNotEmpty()
                .allSatisfy(e -> assertThat(e.getInt("writes")).isEqualTo(1));
    }

    @Test
    void aStoreListsWhatItHolds() throws Exception {
        try (SqliteDatabase database = open();
                WriteQueue queue = WriteQueue.builder(database).linger(LONG).start()) {
            WriteBehindStore store = WriteBehindStore.open(database, queue, "settings");
            store.put("a", "1");
            store.put("b", "2");
            queue.flush();
            store.put("c", "3");
            store.remove("a");
            assertThat(store.entries()).isEqualTo(Map.of("b", "2", "c", "3"));
            assertThat(store.keys()).containsExactly("b", "c");
            queue.flush();
            assertThat(store.entries()).isEqualTo(Map.of("b", "2", "c", "3"));
        }
    }

    @Test
    void aMissIsKnownUntilTheKeyIsPut() throws Exception {
        try (SqliteDatabase database = open();
                WriteQueue queue = WriteQueue.start(database)) {
            WriteBehindStore store = WriteBehindStore.open(database, queue, "settings");
            assertThat(store.get("a")).isEmpty();
            // Past the store, which is the only one to write its table, and need not look again.
            database.useTransaction(
                    c -> Sql.execute(c, "INSERT INTO settings VALUES ('a', 'past it')"));
            assertThat(store.get("a")).isEmpty();
            store.put("a", "1").get(20, TimeUnit.SECONDS);
            assertThat(store.get("a")).contains("1");
            store.remove("a").get(20, TimeUnit.SECONDS);
            assertThat(store.get("a")).isEmpty();
        }
    }

    @Test
    void valuesOfAnyTypeAreCopiedWhenTheyArePut() throws Exception {
        ValueCodec<int[]> codec =
                new ValueCodec<>() {
                    @Override
                    public String encode(int[] value) {
                        return String.valueOf(value[0]);
                    }

                    @Override
                    public int[] decode(String text) {
                        return new int[] {Integer.parseInt(text)};
                    }
                };
        try (SqliteDatabase database = open();
                WriteQueue queue = WriteQueue.start(database)) {
            ValueStore<int[]> store = WriteBehindStore.open(database, queue, "settings").of(codec);
            int[] value = {1};
            store.put("a", value);
            value[0] = 2;
            Optional<int[]> read = store.get("a");
            assertThat(read).isPresent();
            assertThat(read.orElseThrow()).containsExactly(1);
            assertThat(store.entries().get("a")).containsExactly(1);
            assertThat(store.keys()).containsExactly("a");
            store.remove("a").get(20, TimeUnit.SECONDS);
            assertThat(store.get("a")).isEmpty();
        }
    }

    private SqliteDatabase open() throws Exception {
        return SqliteDatabase.builder(file())
                .busyTimeout(Duration.ofMillis(50))
                .listener(new Hearing())
                .open();
    }

    private Path file() {
        return folder.resolve("data.db");
    }
}
