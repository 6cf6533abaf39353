package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One file has one writer in a JVM, and helpers for what is not the toolkit's own. */
@Timeout(60)
class OneFileTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir Path folder;

    @Test
    void twoDatabasesOfAFileShareItsWriter() throws Exception {
        Path link = folder.resolve("link.db");
        try (SqliteDatabase first = SqliteDatabase.open(file())) {
            Files.createSymbolicLink(link, file());
            try (SqliteDatabase second = SqliteDatabase.open(link);
                    Connection writer = first.writer(LONG)) {
                AtomicReference<Throwable> failure = new AtomicReference<>();
                CompletableFuture<Void> other =
                        Waiting.async(() -> second.useTransaction(SHORT, c -> {}));
                other.handle((done, thrown) -> failure.compareAndSet(null, thrown)).join();
                assertThat(failure.get())
                        .hasRootCauseInstanceOf(WriterTimeoutException.class)
                        .hasMessageContaining("OneFileTest.java:");
                assertThat(SqliteDatabases.activeConnections()).isPositive();
                Sql.execute(writer, "CREATE TABLE t (x)");
            }
            first.useTransaction(c -> Sql.execute(c, "INSERT INTO t VALUES (1)"));
        }
    }

    @Test
    void sharedGivesOneDatabaseUntilItIsClosed() throws SQLException {
        SqliteDatabase first = SqliteDatabases.shared(file());
        assertThat(SqliteDatabases.shared(folder.resolve("x/../data.db").normalize()))
                .isSameAs(first);
        first.close();
        try (SqliteDatabase second = SqliteDatabases.shared(file())) {
            assertThat(second).isNotSameAs(first);
        }
    }

    @Test
    void warnsOnceAboveTheLimit() throws SQLException {
        List<List<OpenConnection>> warnings = new ArrayList<>();
        try (SqliteDatabase database =
                        SqliteDatabase.builder(file()).warnAbove(1, warnings::add).open();
                Connection first = database.reader()) {
            assertThat(warnings).isEmpty();
            try (Connection second = database.reader();
                    Connection third = database.reader()) {
                assertThat(List.of(first, second, third)).doesNotContainNull();
                assertThat(warnings).hasSize(1);
                assertThat(warnings.get(0)).hasSize(2);
                assertThat(warnings.get(0).get(0).openSite()).contains("OneFileTest.java:");
            }
        }
    }

    @Test
    void theHookSeesEachConnectionFirst() throws SQLException {
        try (SqliteDatabase database =
                        SqliteDatabase.builder(file())
                                .eachConnection(c -> Sql.execute(c, "ATTACH ':memory:' AS mine"))
                                .open();
                Connection reader = database.reader();
                Connection writer = database.writer()) {
            assertThat(Sql.value(reader, "SELECT count(*) FROM mine.sqlite_master")).isEqualTo("0");
            assertThat(Sql.value(writer, "SELECT count(*) FROM mine.sqlite_master")).isEqualTo("0");
        }
    }

    @Test
    void aBackupIsADatabaseByItself() throws SQLException {
        Path copy = folder.resolve("it's a copy.db");
        try (SqliteDatabase database = SqliteDatabase.open(file())) {
            database.useTransaction(c -> Sql.execute(c, "CREATE TABLE t AS SELECT 7 AS x"));
            database.backup(copy);
            assertThatThrownBy(() -> database.backup(copy)).hasMessageContaining("copy.db");
        }
        try (SqliteDatabase database = SqliteDatabase.builder(copy).readOnly().open();
                Connection reader = database.reader()) {
            assertThat(Sql.value(reader, "SELECT x FROM t")).isEqualTo("7");
        }
    }

    @Test
    void onesOwnConnectionsAreConfiguredAndClosedCleanly() throws SQLException {
        String url = "jdbc:sqlite:" + file();
        Connection first = ConnectionCare.configure(DriverManager.getConnection(url));
        Connection second =
                ConnectionCare.configure(
                        DriverManager.getConnection(url), Map.of("cache_size", "-1000"));
        assertThat(Sql.value(first, "PRAGMA journal_mode")).isEqualTo("wal");
        assertThat(Sql.value(first, "PRAGMA foreign_keys")).isEqualTo("1");
        assertThat(Sql.value(second, "PRAGMA cache_size")).isEqualTo("-1000");
        assertThatThrownBy(() -> ConnectionCare.configure(second, Map.of("no_such", "1")))
                .isInstanceOf(SettingRefusedException.class);
        Sql.execute(first, "CREATE TABLE t (x)");
        Sql.execute(second, "INSERT INTO t VALUES (1)");
        assertThat(ConnectionCare.closeAllAndCheckpoint(List.of(first, second), file()).isClean())
                .isTrue();
        assertThat(first.isClosed()).isTrue();
        assertThat(ConnectionCare.closeQuietly(first)).isTrue();
        assertThat(ConnectionCare.closeQuietly(null)).isTrue();
        assertThat(
                        ConnectionCare.closeQuietly(
                                () -> {
                                    throw new IllegalStateException("broken");
                                }))
                .isFalse();
    }

    @Test
    void foldersAreDeletedWithoutFollowingLinks() throws Exception {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(kept.resolve("content"), "");
        Path gone = Files.createDirectories(folder.resolve("gone/deep/deeper"));
        Files.writeString(gone.resolve("content"), "");
        Files.createSymbolicLink(gone.resolve("link"), kept);
        FileRemoval.deleteFolder(folder.resolve("gone"), LONG);
        assertThat(folder.resolve("gone")).doesNotExist();
        assertThat(kept.resolve("content")).exists();
        FileRemoval.deleteFolder(folder.resolve("gone"), LONG);
        assertThat(FileRemoval.awaitGone(folder.resolve("gone"), LONG)).isTrue();
        assertThat(FileRemoval.awaitGone(kept, SHORT)).isFalse();
        assertThatThrownBy(() -> FileRemoval.deleteFolder(kept.resolve("content"), LONG))
                .hasMessageContaining("no folder");
        FileRemoval.releaseHandles(SHORT);
    }

    @Test
    void theDelaysOfARetryAreAValue() {
        RetryDelays delays = BusyRetry.defaults().delays();
        assertThat(delays.after(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(delays.after(3)).isEqualTo(Duration.ofSeconds(2));
        assertThat(delays.after(9)).isEqualTo(Duration.ofSeconds(5));
        assertThat(delays.after(2, 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(delays.after(2, 1)).isEqualTo(Duration.ofSeconds(1));
        RetryDelays other = new RetryDelays(Duration.ofMillis(1), Duration.ofMillis(2));
        assertThat(BusyRetry.defaults().delays(other).delays()).isEqualTo(other);
    }

    private Path file() {
        return folder.resolve("data.db");
    }
}
