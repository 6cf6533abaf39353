package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored")
class WriteQueueTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;
    private SqliteDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = SqliteDatabase.open(folder.resolve("data.db"));
        database.useTransaction(c -> Sql.execute(c, "CREATE TABLE t (x UNIQUE)"));
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
        assertThat(database.closeResult()).get().matches(CheckpointResult::isClean);
    }

    @Test
    void aFutureCompletesAfterItsCommit() throws Exception {
        try (WriteQueue queue = WriteQueue.start(database)) {
            CompletableFuture<List<String>> seen =
                    queue.submit(c -> insert(c, 1)).thenApply(result -> rows());
            assertThat(seen.get(30, TimeUnit.SECONDS)).containsExactly("1");
        }
    }

    @Test
    void writesInTheOrderOfSubmission() throws Exception {
        List<Integer> order = IntStream.range(0, 2_000).boxed().toList();
        try (WriteQueue queue = WriteQueue.builder(database).batchSize(300).start()) {
            order.forEach(i -> queue.submit(c -> insert(c, i)));
            queue.flush();
            assertThat(rows())
                    .containsExactlyElementsOf(order.stream().map(String::valueOf).toList());
        }
    }

    @Test
    void aFailedWriteDoesNotSpoilItsNeighbours() throws Exception {
        List<CompletableFuture<Integer>> futures = new ArrayList<>();
        try (WriteQueue queue = WriteQueue.start(database)) {
            try (Connection busy = database.writer(LONG)) {
                for (int i = 0; i < 20; i++) {
                    int x = i;
                    futures.add(queue.submit(c -> insertAndPerhapsFail(c, x)));
                }
                assertThat(busy.isClosed()).isFalse();
            }
            queue.flush();
        }
        for (int i = 0; i < 20; i++) {
            assertThat(futures.get(i).isCompletedExceptionally())
                    .as("write %d", i)
                    .isEqualTo(i % 5 == 0);
        }
        assertThat(rows()).hasSize(16).doesNotContain("0", "5", "10", "15");
        assertThatThrownBy(futures.get(5)::join).hasMessageContaining("UNIQUE");
        assertThatThrownBy(futures.get(10)::join).hasRootCauseMessage("mine");
    }

    @Test
    void theLastWriteOfAKeyWins() throws Exception {
        List<CompletableFuture<?>> futures = new ArrayList<>();
        try (WriteQueue queue = WriteQueue.start(database)) {
            try (Connection busy = database.writer(LONG)) {
                queue.submit(c -> insert(c, -1));
                Waiting.until("the writing thread waits", () -> database.waitingWriters() == 1);
                for (int i = 0; i < 10; i++) {
                    int x = i;
                    futures.add(queue.submit("key", c -> insert(c, x)));
                    futures.add(queue.submit("other" + i, c -> insert(c, 100 + x)));
                }
                assertThat(queue.size()).isEqualTo(11);
                assertThat(busy.isClosed()).isFalse();
            }
            queue.flush();
        }
        assertThat(futures).allMatch(f -> f.isDone() && !f.isCompletedExceptionally());
        assertThat(rows()).hasSize(12).contains("9").doesNotContain("0", "8");
    }

    @Test
    void lingersSoThatSavesReplaceEachOther() throws Exception {
        try (WriteQueue queue = WriteQueue.builder(database).linger(LONG).start()) {
            CompletableFuture<?> first = queue.submit("key", c -> insert(c, 1));
            CompletableFuture<?> last = queue.submit("key", c -> insert(c, 2));
            assertThat(queue.size()).isEqualTo(1);
            queue.flush();
            assertThat(first).isCompleted();
            assertThat(last).isCompleted();
            assertThat(rows()).containsExactly("2");
        }
    }

    @Test
    void rejectsWhenFull() throws Exception {
        try (WriteQueue queue =
                WriteQueue.builder(database).capacity(3, FullPolicy.REJECT).start()) {
            try (Connection busy = database.writer(LONG)) {
                queue.submit(c -> insert(c, 0));
                Waiting.until("the writing thread waits", () -> database.waitingWriters() == 1);
                for (int i = 1; i <= 3; i++) {
                    int x = i;
                    queue.submit("k" + i, c -> insert(c, x));
                }
                assertThatThrownBy(() -> queue.submit(c -> insert(c, 4)))
                        .isInstanceOf(RejectedExecutionException.class)
                        .hasMessageContaining("full: 3 writes wait");
                queue.submit("k3", c -> insert(c, 5));
                assertThat(busy.isClosed()).isFalse();
            }
            queue.flush();
            assertThat(rows()).containsExactly("0", "1", "2", "5");
        }
    }

    @Test
    void waitsWhenFull() throws Exception {
        try (WriteQueue queue = WriteQueue.builder(database).capacity(2, FullPolicy.WAIT).start()) {
            CompletableFuture<Void> submitting;
            try (Connection busy = database.writer(LONG)) {
                queue.submit(c -> insert(c, 0));
                Waiting.until("the writing thread waits", () -> database.waitingWriters() == 1);
                CountDownLatch twoIn = new CountDownLatch(2);
                submitting =
                        Waiting.async(
                                () -> {
                                    for (int i = 1; i <= 5; i++) {
                                        int x = i;
                                        queue.submit(c -> insert(c, x));
                                        twoIn.countDown();
                                    }
                                });
                twoIn.await();
                assertThat(queue.size()).isEqualTo(2);
                assertThat(submitting).isNotDone();
                assertThat(busy.isClosed()).isFalse();
            }
            submitting.get(30, TimeUnit.SECONDS);
            queue.flush();
            assertThat(rows()).containsExactly("0", "1", "2", "3", "4", "5");
        }
    }

    @Test
    void aCallbackMaySubmitEvenWhenTheQueueIsFull() throws Exception {
        try (WriteQueue queue = WriteQueue.builder(database).capacity(1, FullPolicy.WAIT).start()) {
            CompletableFuture<CompletableFuture<Integer>> second =
                    queue.submit(c -> insert(c, 1))
                            .thenApply(
                                    one -> {
                                        queue.submit(c -> insert(c, 2));
                                        return queue.submit(c -> insert(c, 3));
                                    });
            second.get(30, TimeUnit.SECONDS).get(30, TimeUnit.SECONDS);
            // A callback of a write that is done already would run here.
            CountDownLatch registered = new CountDownLatch(1);
            CompletableFuture<Boolean> flush =
                    queue.submit(
                                    c -> {
                                        registered.await();
                                        return insert(c, 4);
                                    })
                            .thenApply(four -> flushed(queue));
            registered.countDown();
            assertThatThrownBy(() -> flush.get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("this is that thread");
        }
    }

    @Test
    void aCancelledWriteIsNotDone() throws Exception {
        try (WriteQueue queue = WriteQueue.start(database)) {
            try (Connection busy = database.writer(LONG)) {
                queue.submit(c -> insert(c, 1));
                assertThat(queue.submit(c -> insert(c, 2)).cancel(false)).isTrue();
                assertThat(busy.isClosed()).isFalse();
            }
            queue.flush();
            assertThat(rows()).containsExactly("1");
        }
    }

    private static int insertAndPerhapsFail(Connection connection, int x) throws SQLException {
        insert(connection, x);
        if (x % 10 == 0) {
            throw new IllegalStateException("mine");
        }
        return x % 5 == 0 ? insert(connection, x) : x;
    }

    private static int insert(Connection connection, int x) throws SQLException {
        Sql.execute(connection, "INSERT INTO t VALUES (" + x + ")");
        return x;
    }

    private static boolean flushed(WriteQueue queue) {
        try {
            return queue.flush(LONG);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> rows() {
        try (Connection reader = database.reader()) {
            return Sql.values(reader, "SELECT x FROM t ORDER BY rowid");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
