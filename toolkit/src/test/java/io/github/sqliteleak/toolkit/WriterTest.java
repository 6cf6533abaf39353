package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WriterTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;
    private SqliteDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = SqliteDatabase.open(folder.resolve("data.db"));
        database.useTransaction(c -> Sql.execute(c, "CREATE TABLE t (who, part)"));
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void secondWriterWaitsForTheFirst() throws Exception {
        CompletableFuture<Void> second;
        try (Connection first = database.writer(LONG)) {
            second = async(() -> database.useTransaction(c -> insertBoth(c, 2)));
            Waiting.until("the second one waits", () -> database.waitingWriters() == 1);
            assertThat(second).isNotDone();
            insertBoth(first, 1);
        }
        second.get(30, TimeUnit.SECONDS);
        assertThat(rows("SELECT who || part FROM t ORDER BY rowid"))
                .containsExactly("1a", "1b", "2a", "2b");
    }

    @Test
    void nothingIsHalfWrittenWhenManyWrite() throws Exception {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int who = i;
            writers.add(
                    async(
                            () -> {
                                for (int n = 0; n < 50; n++) {
                                    database.useTransaction(c -> insertBoth(c, who));
                                }
                            }));
        }
        while (!writers.stream().allMatch(CompletableFuture::isDone)) {
            assertThat(rows("SELECT count(*) % 2 FROM t")).containsExactly("0");
        }
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();
        assertThat(rows("SELECT count(*) FROM t GROUP BY who, part"))
                .hasSize(16)
                .containsOnly("50");
    }

    @Test
    void writersAreServedInTheOrderTheyCame() throws Exception {
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        try (Connection first = database.writer(LONG)) {
            for (int i = 0; i < 6; i++) {
                int who = i;
                waiting.add(async(() -> database.useTransaction(c -> insertBoth(c, who))));
                int expected = i + 1;
                Waiting.until("one more waits", () -> database.waitingWriters() == expected);
            }
            assertThat(first.isClosed()).isFalse();
        }
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).join();
        assertThat(rows("SELECT who FROM t WHERE part = 'a' ORDER BY rowid"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 6).mapToObj(String::valueOf).toList());
    }

    @Test
    void timeoutNamesTheHolder() throws Exception {
        Instant before = Instant.now();
        CompletableFuture<Void> release = new CompletableFuture<>();
        CompletableFuture<Void> taken = new CompletableFuture<>();
        Thread holder =
                new Thread(
                        () -> {
                            try (Connection writer = database.writer(LONG)) {
                                taken.complete(null);
                                release.join();
                                insertBoth(writer, 1);
                            } catch (SQLException e) {
                                taken.completeExceptionally(e);
                            }
                        },
                        "nightly-import");
        holder.start();
        taken.get(30, TimeUnit.SECONDS);

        WriterTimeoutException timeout =
                catchThrowableOfType(
                        WriterTimeoutException.class,
                        () -> database.writer(Duration.ofMillis(50)).close());
        release.complete(null);
        holder.join();

        assertThat(timeout.holderThread()).contains("nightly-import");
        assertThat(timeout.heldSince())
                .get()
                .satisfies(t -> assertThat(t).isAfterOrEqualTo(before));
        assertThat(timeout.heldFrom()).get().asString().contains("WriterTest.java:");
        assertThat(timeout.waited()).isBetween(Duration.ofMillis(50), Duration.ofSeconds(20));
        assertThat((Throwable) timeout)
                .hasMessageContaining("data.db within 0.050 s: ")
                .hasMessageContaining("thread \"nightly-import\" holds it since ")
                .hasMessageContaining(timeout.heldFrom().orElseThrow())
                .hasMessageContaining("Close that Connection");
        assertThat(rows("SELECT count(*) FROM t")).containsExactly("2");
    }

    @Test
    void aTransactionWithinATransactionFailsAtOnce() throws SQLException {
        database.useTransaction(
                c ->
                        assertThatThrownBy(() -> database.useTransaction(inner -> {}))
                                .isInstanceOf(WriterTimeoutException.class)
                                .hasMessageContaining("holds it itself in a transaction")
                                .hasMessageContaining("Pass that transaction's Connection on"));
        database.useTransaction(c -> insertBoth(c, 1));
    }

    @Test
    void aThreadThatHasTheWriterIsToldSoAtOnce() throws SQLException {
        try (Connection first = database.writer(LONG)) {
            assertThatThrownBy(() -> database.useTransaction(LONG, c -> {}))
                    .isInstanceOf(WriterTimeoutException.class)
                    .hasMessageContaining("this thread, \"" + Thread.currentThread().getName())
                    .hasMessageContaining("WriterTest.java:")
                    .hasMessageContaining("Use that Connection");
            assertThatThrownBy(() -> database.writer(LONG))
                    .isInstanceOf(WriterTimeoutException.class);
            insertBoth(first, 1);
        }
        database.useTransaction(c -> insertBoth(c, 2));
    }

    @Test
    void aWaitThatIsInterruptedEndsAndKeepsTheInterrupt() throws Exception {
        try (Connection first = database.writer(LONG)) {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread second =
                    new Thread(
                            () -> {
                                try (Connection never = database.writer(LONG)) {
                                    interrupted.complete(never.isClosed());
                                } catch (SQLException e) {
                                    interrupted.complete(Thread.currentThread().isInterrupted());
                                }
                            });
            second.start();
            Waiting.until("the second one waits", () -> second.getState().name().contains("WAIT"));
            second.interrupt();
            assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(first.isClosed()).isFalse();
        }
    }

    @Test
    void aWriterMayBeClosedByAnotherThread() throws Exception {
        Connection writer = database.writer(LONG);
        async(writer::close).get(30, TimeUnit.SECONDS);
        database.useTransaction(Duration.ofSeconds(5), c -> insertBoth(c, 1));
    }

    private static void insertBoth(Connection connection, int who) throws SQLException {
        Sql.execute(connection, "INSERT INTO t VALUES (" + who + ", 'a')");
        Sql.execute(connection, "INSERT INTO t VALUES (" + who + ", 'b')");
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection reader = database.reader()) {
            return Sql.values(reader, sql);
        }
    }

    private static CompletableFuture<Void> async(Waiting.Task task) {
        return Waiting.async(task);
    }
}
