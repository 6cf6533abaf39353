package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FullDiskTest {
    private static final int FULL = 13;
    private static final int WRITES = 60;
    private static final String PAGES = "40";

    @TempDir Path folder;

    @Test
    void failsTheWritesThatDoNotFitAndNoOthers() throws Exception {
        Map<Integer, CompletableFuture<Integer>> inserts = new LinkedHashMap<>();
        List<CompletableFuture<Integer>> updates = new ArrayList<>();
        try (SqliteDatabase database =
                        SqliteDatabase.builder(folder.resolve("data.db"))
                                .setting("max_page_count", PAGES)
                                .open();
                WriteQueue queue = WriteQueue.start(database)) {
            database.useTransaction(
                    c -> {
                        Sql.execute(c, "CREATE TABLE big (id INTEGER PRIMARY KEY, bytes)");
                        Sql.execute(c, "CREATE TABLE small (count)");
                        Sql.execute(c, "INSERT INTO small VALUES (0)");
                    });
            try (Connection busy = database.writer(Duration.ofSeconds(30))) {
                for (int i = 1; i <= WRITES; i++) {
                    int id = i;
                    inserts.put(i, queue.submit(c -> insert(c, id)));
                    updates.add(queue.submit(FullDiskTest::update));
                }
                assertThat(busy.isClosed()).isFalse();
            }
            queue.flush();

            try (Connection reader = database.reader()) {
                assertThat(Sql.values(reader, "SELECT id FROM big ORDER BY id"))
                        .isEqualTo(idsOfSuccess(inserts))
                        .hasSizeBetween(20, 39)
                        .startsWith("1", "2", "3");
                assertThat(Sql.value(reader, "SELECT count FROM small")).isEqualTo("" + WRITES);
                assertThat(Sql.value(reader, "PRAGMA integrity_check")).isEqualTo("ok");
            }
            assertThat(updates).allMatch(f -> f.isDone() && !f.isCompletedExceptionally());
            assertThatThrownBy(() -> List.copyOf(inserts.values()).get(WRITES - 1).join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(FULL));
            assertThat(queue.close(Duration.ofSeconds(30)).failed())
                    .isEqualTo(WRITES - idsOfSuccess(inserts).size());
        }
        assertThat(WalFiles.auxiliaryFiles(folder.resolve("data.db"))).isEmpty();
    }

    @Test
    void aCommitThatFailsFailsOnlyTheWriteToBlame() throws Exception {
        try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("data.db"));
                WriteQueue queue = WriteQueue.start(database)) {
            database.useTransaction(
                    c -> {
                        Sql.execute(c, "CREATE TABLE parent (id INTEGER PRIMARY KEY)");
                        Sql.execute(
                                c,
                                "CREATE TABLE child (id REFERENCES parent"
                                        + " DEFERRABLE INITIALLY DEFERRED)");
                    });
            List<CompletableFuture<Boolean>> futures = new ArrayList<>();
            try (Connection busy = database.writer(Duration.ofSeconds(30))) {
                for (String sql :
                        List.of(
                                "INSERT INTO parent VALUES (1)",
                                "INSERT INTO child VALUES (1)",
                                "INSERT INTO child VALUES (99)",
                                "INSERT INTO parent VALUES (2)")) {
                    futures.add(queue.submit(c -> execute(c, sql)));
                }
                assertThat(busy.isClosed()).isFalse();
            }
            queue.flush();
            assertThat(futures)
                    .extracting(CompletableFuture::isCompletedExceptionally)
                    .containsExactly(false, false, true, false);
            assertThatThrownBy(futures.get(2)::join).hasMessageContaining("FOREIGN KEY");
            try (Connection reader = database.reader()) {
                assertThat(Sql.values(reader, "SELECT id FROM parent")).containsExactly("1", "2");
                assertThat(Sql.values(reader, "SELECT id FROM child")).containsExactly("1");
            }
        }
    }

    private static List<String> idsOfSuccess(Map<Integer, CompletableFuture<Integer>> inserts) {
        return inserts.entrySet().stream()
                .filter(e -> !e.getValue().isCompletedExceptionally())
                .map(e -> String.valueOf(e.getKey()))
                .toList();
    }

    private static int insert(Connection connection, int id) throws SQLException {
        Sql.execute(connection, "INSERT INTO big VALUES (" + id + ", zeroblob(4000))");
        return id;
    }

    private static int update(Connection connection) throws SQLException {
        Sql.execute(connection, "UPDATE small SET count = count + 1");
        return 1;
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        Sql.execute(connection, sql);
        return true;
    }
}
