package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A key that is submitted again and again is written nevertheless. */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored")
class WriteQueueLingerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir Path folder;
    private SqliteDatabase database;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    @BeforeEach
    void open() throws SQLException {
        database = SqliteDatabase.open(folder.resolve("data.db"));
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void oneKeyIsWrittenOnceInEachLinger() throws Exception {
        try (WriteQueue queue = WriteQueue.builder(database).linger(SHORT).start()) {
            long begin = System.nanoTime();
            int submitted = submitUntilWritten(queue, 3, "draft");
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(elapsed).isGreaterThan(SHORT.multipliedBy(3));
            assertThat(submitted).isGreaterThan(3);
        }
    }

    @Test
    void severalKeysAreWrittenOnceInEachLinger() throws Exception {
        try (WriteQueue queue = WriteQueue.builder(database).linger(SHORT).start()) {
            submitUntilWritten(queue, 6, "one", "two");
        }
    }

    @Test
    void aFullLineWithOneKeyIsWritten() throws Exception {
        for (FullPolicy policy : FullPolicy.values()) {
            try (WriteQueue queue =
                    WriteQueue.builder(database).linger(SHORT).capacity(2, policy).start()) {
                submitUntilWritten(queue, written.get() + 2, "draft");
            }
        }
    }

    @Test
    void lingerEndsWithMaxDelay() throws Exception {
        try (WriteQueue queue = WriteQueue.builder(database).linger(LONG).maxDelay(SHORT).start()) {
            queue.submit("draft", c -> written.incrementAndGet()).get(20, TimeUnit.SECONDS);
            submitUntilWritten(queue, 3, "draft");
        }
    }

    @Test
    void aKeyInALineThatIsNeverShortComesToItsTurn() throws Exception {
        try (WriteQueue queue =
                WriteQueue.builder(database).batchSize(1).maxDelay(Duration.ofMillis(10)).start()) {
            keepBusy(queue);
            Waiting.until("the draft is written", () -> written.get() > 2);
            ended.set(true);
        }
    }

    @Test
    void flushWaitsForNothingThatComesLater() throws Exception {
        try (WriteQueue queue = WriteQueue.builder(database).batchSize(1).maxDelay(LONG).start()) {
            keepBusy(queue);
            assertThat(queue.flush(LONG)).isTrue();
            assertThat(written).hasPositiveValue();
            ended.set(true);
        }
    }

    @Test
    void closeWritesWhatLingersOnce() throws Exception {
        WriteQueue queue = WriteQueue.builder(database).linger(LONG).start();
        for (int i = 0; i < 100; i++) {
            queue.submit("draft", c -> written.incrementAndGet());
        }
        assertThat(queue.close(LONG).written()).isEqualTo(1);
        assertThat(written).hasValue(1);
        assertThatThrownBy(() -> queue.submit("draft", c -> 1))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void theStoreWritesAValueThatIsPutAllTheTime() throws Exception {
        try (WriteQueue queue = WriteQueue.builder(database).linger(SHORT).start()) {
            WriteBehindStore store = WriteBehindStore.open(database, queue, "settings");
            CompletableFuture<?> first = store.put("theme", "dark");
            Waiting.until(
                    "the first value is written, or one that came later",
                    () -> {
                        store.put("theme", "light");
                        return first.isDone();
                    });
            assertThat(first).isCompleted();
        }
    }

    @Test
    void maxDelayMustBeLongerThanZero() {
        assertThatThrownBy(() -> WriteQueue.builder(database).maxDelay(Duration.ZERO))
                .hasMessage("maxDelay must be longer than 0: PT0S");
    }

    private int submitUntilWritten(WriteQueue queue, int times, String... keys) throws Exception {
        AtomicInteger submitted = new AtomicInteger();
        Waiting.until(
                times + " writes",
                () -> {
                    String key = keys[submitted.getAndIncrement() % keys.length];
                    queue.submit(key, c -> written.incrementAndGet());
                    return written.get() >= times;
                });
        return submitted.get();
    }

    /** Each write but the draft puts the draft, and one like itself, in line again. */
    private void keepBusy(WriteQueue queue) throws SQLException {
        CompletableFuture<?> begun;
        try (Connection busy = database.writer(LONG)) {
            begun = queue.submit(c -> busyWrite(queue));
            queue.submit(c -> busyWrite(queue));
            assertThat(busy.isClosed()).isFalse();
        }
        begun.join();
    }

    private boolean busyWrite(WriteQueue queue) {
        if (!ended.get()) {
            queue.submit("draft", c -> written.incrementAndGet());
            queue.submit(c -> busyWrite(queue));
        }
        return true;
    }
}
