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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored")
class WriteQueueCloseTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";

    @TempDir Path folder;
    private SqliteDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = SqliteDatabase.open(folder.resolve("data.db"));
        database.useTransaction(c -> Sql.execute(c, "CREATE TABLE t (x)"));
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
        assertThat(WalFiles.auxiliaryFiles(database.file())).isEmpty();
    }

    @Test
    void drainsAndThenTakesNoMore() throws Exception {
        WriteQueue queue = WriteQueue.builder(database).linger(LONG).start();
        List<CompletableFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            int x = i;
            futures.add(queue.submit(c -> insert(c, x)));
        }
        CompletableFuture<Integer> wrong = queue.submit(c -> insert(c, "no such function()"));

        DrainResult result = queue.close(LONG);

        assertThat(result).isEqualTo(new DrainResult(3_000, 1, List.of()));
        assertThat(queue.close(LONG)).isEqualTo(result);
        assertThat(futures).allMatch(f -> f.isDone() && !f.isCompletedExceptionally());
        assertThat(wrong).isCompletedExceptionally();
        assertThat(count()).isEqualTo("3000");
        assertThatThrownBy(() -> queue.submit(c -> insert(c, 1)))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void tellsWhatWasNotWrittenWhenTheWriterIsNotToBeHad() throws Exception {
        WriteQueue queue = WriteQueue.builder(database).closeTimeout(SHORT).start();
        CompletableFuture<Integer> first;
        CompletableFuture<?> second;
        try (Connection busy = database.writer(LONG)) {
            first = queue.submit(c -> insert(c, 1));
            Waiting.until("the writing thread waits", () -> database.waitingWriters() == 1);
            second = queue.submit("key", c -> insert(c, 2));

            assertThatThrownBy(queue::close)
                    .isInstanceOf(WriteNotDoneException.class)
                    .hasMessageContaining("2 writes to ");
            assertThat(busy.isClosed()).isFalse();
        }
        assertThat(queue.close(LONG))
                .isEqualTo(
                        new DrainResult(
                                0,
                                0,
                                List.of(
                                        new UnwrittenWrite(1, null),
                                        new UnwrittenWrite(2, "key"))));
        assertThatThrownBy(() -> first.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(WriteNotDoneException.class);
        assertThat(second).isCompletedExceptionally();
        Waiting.until("the writer is free", () -> database.activeConnections() == 0);
        assertThat(count()).isEqualTo("0");
    }

    @Test
    void cutsOffAStatementThatRunsTooLong() throws Exception {
        WriteQueue queue = WriteQueue.start(database);
        CountDownLatch running = new CountDownLatch(1);
        queue.submit(c -> insert(c, 1)).get(30, TimeUnit.SECONDS);
        CompletableFuture<Integer> before = queue.submit(c -> insert(c, 2));
        CompletableFuture<String> endless =
                queue.submit(
                        c -> {
                            insert(c, 3);
                            running.countDown();
                            return String.valueOf(Sql.value(c, ENDLESS));
                        });
        running.await();

        DrainResult result = queue.close(SHORT);

        assertThat(endless).isCompletedExceptionally();
        assertThat(result.notWritten()).extracting(UnwrittenWrite::sequence).contains(3L);
        Waiting.until("the writer is free", () -> database.activeConnections() == 0);
        assertThat(count()).isEqualTo(before.isCompletedExceptionally() ? "1" : "2");
    }

    @Test
    void aClosedDatabaseFailsWhatIsQueued() throws Exception {
        try (WriteQueue queue = WriteQueue.start(database)) {
            database.close();
            CompletableFuture<Integer> late = queue.submit(c -> insert(c, 1));
            assertThatThrownBy(() -> late.get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("was closed at");
        }
    }

    private static int insert(Connection connection, Object x) throws SQLException {
        Sql.execute(connection, "INSERT INTO t VALUES (" + x + ")");
        return 1;
    }

    private String count() throws SQLException {
        try (Connection reader = database.reader()) {
            return String.valueOf(Sql.value(reader, "SELECT count(*) FROM t"));
        }
    }
}
