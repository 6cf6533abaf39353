package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WriteQueueLoadTest {
    private static final int THREADS = 16;
    private static final int WRITES_EACH = 6_250;
    private static final String OUT_OF_ORDER =
            "SELECT count(*) FROM (SELECT n, lag(n, 1, -1) OVER (PARTITION BY who ORDER BY rowid)"
                    + " AS before FROM t) WHERE n <> before + 1";

    @TempDir Path folder;

    @Test
    void hundredThousandWritesFromSixteenThreadsArriveInOrderOnceEach() throws Exception {
        ConcurrentLinkedQueue<CompletableFuture<Integer>> futures = new ConcurrentLinkedQueue<>();
        try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("data.db"))) {
            database.useTransaction(c -> Sql.execute(c, "CREATE TABLE t (who, n)"));
            try (WriteQueue queue = WriteQueue.start(database)) {
                List<CompletableFuture<Void>> threads = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    int who = i;
                    threads.add(
                            Waiting.async(
                                    () -> {
                                        for (int n = 0; n < WRITES_EACH; n++) {
                                            int number = n;
                                            futures.add(queue.submit(c -> insert(c, who, number)));
                                        }
                                    }));
                }
                for (CompletableFuture<Void> thread : threads) {
                    thread.get(100, TimeUnit.SECONDS);
                }
                queue.flush();
                assertThat(futures).hasSize(THREADS * WRITES_EACH);
                assertThat(futures).allMatch(f -> f.isDone() && !f.isCompletedExceptionally());
            }
            try (Connection reader = database.reader()) {
                assertThat(Sql.value(reader, "SELECT count(*) FROM t")).isEqualTo("100000");
                assertThat(Sql.value(reader, "SELECT count(DISTINCT who) FROM t")).isEqualTo("16");
                assertThat(Sql.value(reader, OUT_OF_ORDER)).isEqualTo("0");
            }
        }
    }

    private static int insert(Connection connection, int who, int n) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
            insert.setInt(1, who);
            insert.setInt(2, n);
            return insert.executeUpdate();
        }
    }
}
