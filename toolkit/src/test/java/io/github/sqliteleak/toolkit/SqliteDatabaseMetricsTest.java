package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseMetricsTest {
    @TempDir Path folder;

    @Test
    void givesMicrometerTheFigures() throws Exception {
        SqliteDatabaseMetrics metrics = new SqliteDatabaseMetrics("app");
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        metrics.bindTo(registry);
        try (SqliteDatabase database =
                SqliteDatabase.builder(folder.resolve("app.db")).listener(metrics).open()) {
            metrics.of(database);
            database.useTransaction(c -> Sql.execute(c, "CREATE TABLE t (x)"));
            try (Connection reader = database.reader();
                    Connection writer = database.writer()) {
                assertThat(reader.isReadOnly()).isNotEqualTo(writer.isReadOnly());
                assertThat(registry.get("sqlite.connections.active").gauge().value()).isEqualTo(2);
                Thread other =
                        new Thread(
                                () ->
                                        assertThatThrownBy(() -> database.writer(Duration.ZERO))
                                                .isInstanceOf(WriterTimeoutException.class));
                other.start();
                other.join();
            }
            try (WriteQueue queue = WriteQueue.start(database)) {
                queue.submit(
                                c -> {
                                    Sql.execute(c, "INSERT INTO t VALUES (1)");
                                    return 1;
                                })
                        .join();
            }
            assertThat(registry.get("sqlite.writer.hold").tag("database", "app").timer().count())
                    .isEqualTo(3);
            assertThat(registry.get("sqlite.writer.wait").timer().count()).isEqualTo(4);
            assertThat(registry.get("sqlite.writer.timeouts").counter().count()).isEqualTo(1);
            assertThat(registry.get("sqlite.queue.batch").timer().count()).isEqualTo(1);
            assertThat(registry.get("sqlite.queue.batch.writes").summary().totalAmount())
                    .isEqualTo(1);
            assertThat(registry.get("sqlite.queue.retries").counter().count()).isZero();
            assertThat(registry.get("sqlite.queue.depth").gauge().value()).isZero();
        }
    }
}
