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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored")
class WriteBehindStoreTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;
    private SqliteDatabase database;
    private WriteQueue queue;
    private WriteBehindStore store;

    @BeforeEach
    void open() throws SQLException {
        database = SqliteDatabase.open(folder.resolve("data.db"));
        queue = WriteQueue.builder(database).capacity(3, FullPolicy.REJECT).start();
        store = WriteBehindStore.open(database, queue, "settings");
    }

    @AfterEach
    void close() throws SQLException {
        queue.close();
        database.close();
    }

    @Test
    void readsItsOwnWritesBeforeTheyAreWritten() throws Exception {
        CompletableFuture<?> first;
        CompletableFuture<?> second;
        try (Connection busy = database.writer(LONG)) {
            first = store.put("theme", "dark");
            assertThat(store.get("theme")).contains("dark");
            second = store.put("theme", "light");
            assertThat(store.get("theme")).contains("light");
            assertThat(inTable()).isNull();
            assertThat(second).isNotDone();
            assertThat(busy.isClosed()).isFalse();
        }
        first.get(30, TimeUnit.SECONDS);
        second.get(30, TimeUnit.SECONDS);
        assertThat(store.get("theme")).contains("light");
        assertThat(inTable()).isEqualTo("light");
        assertThat(store.get("other")).isEmpty();
    }

    @Test
    void removesAtOnce() throws Exception {
        store.put("theme", "dark").get(30, TimeUnit.SECONDS);
        try (Connection busy = database.writer(LONG)) {
            store.remove("theme");
            assertThat(store.get("theme")).isEmpty();
            assertThat(inTable()).isEqualTo("dark");
            assertThat(busy.isClosed()).isFalse();
        }
        queue.flush();
        assertThat(store.get("theme")).isEmpty();
        assertThat(inTable()).isNull();
    }

    @Test
    void keepsWhatItHadInTheTable() throws Exception {
        store.put("theme", "dark").get(30, TimeUnit.SECONDS);
        WriteBehindStore again = WriteBehindStore.open(database, queue, "settings");
        assertThat(again.get("theme")).contains("dark");
        assertThat(again.get("theme")).contains("dark");
    }

    @Test
    void goesBackToTheTableWhenAWriteFails() throws Exception {
        store.put("theme", "dark").get(30, TimeUnit.SECONDS);
        database.useTransaction(
                c ->
                        Sql.execute(
                                c,
                                "CREATE TRIGGER no BEFORE INSERT ON settings"
                                        + " BEGIN SELECT RAISE(ABORT, 'not today'); END"));
        CompletableFuture<?> refused = store.put("theme", "light");
        assertThatThrownBy(() -> refused.get(30, TimeUnit.SECONDS))
                .hasMessageContaining("not today");
        assertThat(store.get("theme")).contains("dark");
    }

    @Test
    void keepsTheEarlierValueWhenTheQueueIsFull() throws Exception {
        try (Connection busy = database.writer(LONG)) {
            queue.submit(c -> true);
            Waiting.until("the writing thread waits", () -> database.waitingWriters() == 1);
            store.put("theme", "dark");
            queue.submit(c -> true);
            queue.submit(c -> true);
            store.put("theme", "light");
            assertThatThrownBy(() -> store.put("other", "x"))
                    .isInstanceOf(RejectedExecutionException.class);
            assertThat(store.get("theme")).contains("light");
            assertThat(store.get("other")).isEmpty();
            assertThat(busy.isClosed()).isFalse();
        }
        queue.flush();
        assertThat(inTable()).isEqualTo("light");
    }

    @Test
    void aTableHasAPlainName() {
        assertThatThrownBy(() -> WriteBehindStore.open(database, queue, "t; DROP TABLE x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private @Nullable String inTable() throws SQLException {
        try (Connection reader = database.reader()) {
            return Sql.value(reader, "SELECT value FROM settings WHERE key = 'theme'");
        }
    }
}
