package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a queue or a store by mistake is refused at once, and nobody hangs. */
@Timeout(60)
@SuppressWarnings({"FutureReturnValueIgnored", "NullAway"})
class WriteQueueMisuseTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;
    private SqliteDatabase database;

    /** A key that can be put in line, and not be taken out of it. */
    private static final class BadKey {
        @Override
        public int hashCode() {
            if (Thread.currentThread().getName().startsWith("sqlite-write-queue")) {
                throw new IllegalStateException("a bad key");
            }
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }
    }

    @BeforeEach
    void open() throws SQLException {
        database = SqliteDatabase.open(folder.resolve("data.db"));
        database.useTransaction(c -> Sql.execute(c, "CREATE TABLE t (x)"));
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void aWriteThatWaitsForAnotherOneFailsAtOnce() {
        try (WriteQueue queue = WriteQueue.start(database)) {
            List<CompletableFuture<Object>> waiting =
                    List.of(
                            queue.submit(c -> queue.submit(inner -> 1).join()),
                            queue.submit(c -> queue.submit("key", inner -> 1).get()),
                            queue.submit(c -> queue.submit(inner -> 1).get(20, TimeUnit.SECONDS)),
                            queue.submit(
                                    c -> queue.submit(inner -> 1).thenApply(n -> n + 1).join()));
            for (CompletableFuture<Object> future : waiting) {
                assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasRootCauseInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("cannot wait for another write");
            }
        }
    }

    @Test
    void aQueueWhoseThreadHasEndedRefusesAndLetsNobodyWait() {
        WriteQueue queue = WriteQueue.builder(database).capacity(1, FullPolicy.WAIT).start();
        CompletableFuture<Object> lost = queue.submit(new BadKey(), c -> 1);
        assertThatThrownBy(() -> lost.get(20, TimeUnit.SECONDS)).hasMessageContaining("a bad key");
        assertThatThrownBy(() -> queue.submit(c -> 2))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("has broken down")
                .hasMessageContaining("a bad key");
        queue.close(LONG);
    }

    @Test
    void nullsAreRefusedWhereTheyComeIn() throws SQLException {
        try (WriteQueue queue = WriteQueue.start(database)) {
            WriteBehindStore store = WriteBehindStore.open(database, queue, "settings");
            assertThatThrownBy(() -> queue.submit(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> queue.submit(null, c -> 1))
                    .isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> queue.submit("key", null))
                    .isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> store.put("key", null))
                    .isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> store.put(null, "value"))
                    .isInstanceOf(NullPointerException.class);
            assertThat(store.get("key")).isEmpty();
        }
    }

    @Test
    void halfOfASurrogatePairIsRefused() throws Exception {
        try (WriteQueue queue = WriteQueue.start(database)) {
            WriteBehindStore store = WriteBehindStore.open(database, queue, "settings");
            for (String text : List.of("a\uD800b", "\uDC00", "a\uD83D", "\uDE00\uD83D")) {
                assertThatThrownBy(() -> store.put("key", text))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> store.put(text, "value"))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            store.put("key", "a \uD83D\uDE00 b").get(20, TimeUnit.SECONDS);
            assertThat(WriteBehindStore.open(database, queue, "settings").get("key"))
                    .contains("a \uD83D\uDE00 b");
        }
    }

    @Test
    void aStoreTakesNoTableThatIsNotItsOwn() throws SQLException {
        database.useTransaction(
                c -> {
                    Sql.execute(c, "CREATE TABLE loose (key TEXT, value TEXT)");
                    Sql.execute(
                            c,
                            "CREATE TABLE wide (key TEXT PRIMARY KEY, value TEXT NOT NULL, more)");
                    Sql.execute(c, "CREATE VIEW seen AS SELECT 'a' AS key, 'b' AS value");
                });
        try (WriteQueue queue = WriteQueue.start(database)) {
            for (String table : List.of("t", "loose", "wide", "seen")) {
                assertThatThrownBy(() -> WriteBehindStore.open(database, queue, table))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining(table);
            }
            assertThat(WriteBehindStore.open(database, queue, "own")).isNotNull();
            assertThat(WriteBehindStore.open(database, queue, "Own")).isNotNull();
        }
    }

    @Test
    void closingTakesNoLongerThanItIsGiven() throws Exception {
        WriteQueue queue = WriteQueue.start(database);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        queue.submit(
                c -> {
                    begun.countDown();
                    while (end.getCount() > 0) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    return 1;
                });
        Waiting.until("the write runs", () -> begun.getCount() == 0);
        long begin = System.nanoTime();
        DrainResult result = queue.close(Duration.ofMillis(300));
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        end.countDown();
        assertThat(result.notWritten()).hasSize(1);
        assertThat(elapsed).isLessThan(Duration.ofMillis(2_200));
    }

    @Test
    void aCancelledWriteHasNotFailed() {
        WriteQueue queue = WriteQueue.start(database);
        CountDownLatch end = new CountDownLatch(1);
        queue.submit(c -> end.await(20, TimeUnit.SECONDS));
        queue.submit(c -> 2).cancel(false);
        end.countDown();
        assertThat(queue.close(LONG)).isEqualTo(new DrainResult(1, 0, 1, List.of()));
    }

    @Test
    void theHolderInsideTheQueueIsNamedByItsWrite() throws Exception {
        try (WriteQueue queue = WriteQueue.start(database)) {
            CountDownLatch end = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            queue.submit(
                    c -> {
                        begun.countDown();
                        return end.await(20, TimeUnit.SECONDS);
                    });
            Waiting.until("the write runs", () -> begun.getCount() == 0);
            assertThatThrownBy(() -> database.useTransaction(Duration.ofMillis(20), c -> {}))
                    .isInstanceOf(WriterTimeoutException.class)
                    .hasMessageContaining(
                            "taken at the write queue, in a write of "
                                    + WriteQueueMisuseTest.class.getName()
                                    + ".");
            end.countDown();
        }
    }
}
