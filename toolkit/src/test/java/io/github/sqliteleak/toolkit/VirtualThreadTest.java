package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTest {
    private static final int THREADS = 500;

    @TempDir Path folder;

    @Test
    void manyMoreWaitForTheWriterThanThereAreCarriers() throws Exception {
        ExecutorService threads = virtualThreads();
        try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("data.db"))) {
            database.useTransaction(c -> Sql.execute(c, "CREATE TABLE t (x)"));
            List<Future<?>> all = new ArrayList<>();
            try (Connection busy = database.writer(Duration.ofSeconds(5))) {
                for (int i = 0; i < THREADS; i++) {
                    all.add(threads.submit(() -> insert(database)));
                }
                Waiting.until("all wait", () -> database.waitingWriters() == THREADS);
                assertThat(busy.isClosed()).isFalse();
            }
            for (Future<?> each : all) {
                each.get(30, TimeUnit.SECONDS);
            }
            try (Connection reader = database.reader()) {
                assertThat(Sql.value(reader, "SELECT count(*) FROM t")).isEqualTo("" + THREADS);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static boolean insert(SqliteDatabase database) throws Exception {
        database.useTransaction(c -> Sql.execute(c, "INSERT INTO t VALUES (1)"));
        return true;
    }

    /** By reflection, since the tests are compiled for 17. */
    private static ExecutorService virtualThreads() throws Exception {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
