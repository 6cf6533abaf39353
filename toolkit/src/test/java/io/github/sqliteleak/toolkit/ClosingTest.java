package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClosingTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";

    @TempDir Path folder;

    @Test
    void leavesNothingBesideTheFile() throws SQLException {
        SqliteDatabase database = withRow();
        assertThat(WalFiles.auxiliaryFiles(file())).hasSize(2);
        assertThat(database.closeResult()).isEmpty();

        CheckpointResult result = database.close(LONG);

        assertThat(result.isClean()).isTrue();
        assertThat(result.walBytesBefore()).isPositive();
        assertThat(result.walBytesAfter()).isZero();
        assertThat(WalFiles.auxiliaryFiles(file())).isEmpty();
        database.close();
        assertThat(database.close(LONG)).isEqualTo(result);
        assertThat(database.closeResult()).contains(result);
        assertThat(rows()).isEqualTo("1");
    }

    @Test
    void useAfterCloseIsRefusedInSoManyWords() throws SQLException {
        SqliteDatabase database = withRow();
        database.close();
        String reason = "data.db was closed at .* by thread \"main\" \\(.*ClosingTest.*\\).*";
        assertThatThrownBy(database::reader).hasMessageMatching(".*" + reason);
        assertThatThrownBy(() -> database.writer(LONG)).hasMessageMatching(".*" + reason);
        assertThatThrownBy(() -> database.useTransaction(c -> {}))
                .hasMessageMatching(".*" + reason);
        assertThat(WalFiles.auxiliaryFiles(file())).isEmpty();
    }

    @Test
    void namesAndClosesTheReaderThatWasLeftOpen() throws SQLException {
        SqliteDatabase database = withRow();
        Connection left = database.reader();
        left.createStatement().executeQuery("SELECT * FROM t");

        CheckpointResult result = database.close(LONG);

        assertThat(result.leftOpen()).hasSize(1);
        OpenConnection reader = result.leftOpen().get(0);
        assertThat(reader.closed()).isTrue();
        assertThat(reader.writer()).isFalse();
        assertThat(reader.openSite())
                .contains("ClosingTest.namesAndClosesTheReaderThatWasLeftOpen(ClosingTest.java:");
        assertThat(reader.toString()).startsWith("reader opened at ").endsWith("now closed");
        assertThat(result.busy()).isZero();
        assertThat(result.isClean()).isFalse();
        assertThat(WalFiles.auxiliaryFiles(file())).isEmpty();
        assertThat(left.isClosed()).isTrue();
        assertThatThrownBy(left::createStatement)
                .hasMessageContaining("cannot be used any more: its database was closed");
        left.close();
    }

    @Test
    void rollsBackTheWriterThatWasLeftOpen() throws SQLException {
        SqliteDatabase database = withRow();
        Connection left = database.writer(LONG);
        Sql.execute(left, "BEGIN");
        Sql.execute(left, "INSERT INTO t VALUES (2)");

        CheckpointResult result = database.close(LONG);

        assertThat(result.leftOpen()).hasSize(1);
        assertThat(result.leftOpen().get(0).writer()).isTrue();
        assertThat(WalFiles.auxiliaryFiles(file())).isEmpty();
        assertThat(rows()).isEqualTo("1");
    }

    @Test
    void waitsForATransactionThatRuns() throws Exception {
        SqliteDatabase database = withRow();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        CompletableFuture<Void> transaction =
                Waiting.async(
                        () ->
                                database.useTransaction(
                                        c -> {
                                            begun.complete(null);
                                            goOn.join();
                                            Sql.execute(c, "INSERT INTO t VALUES (2)");
                                        }));
        begun.get(30, TimeUnit.SECONDS);
        CompletableFuture<Void> closing = Waiting.async(() -> database.close(LONG));
        Waiting.until("new work is refused", () -> isRefused(database));
        assertThat(closing).isNotDone();
        goOn.complete(null);

        transaction.get(30, TimeUnit.SECONDS);
        closing.get(30, TimeUnit.SECONDS);
        assertThat(database.closeResult()).get().matches(CheckpointResult::isClean);
        assertThat(rows()).isEqualTo("2");
    }

    @Test
    void refusesThoseWhoWaitForTheWriter() throws Exception {
        SqliteDatabase database = withRow();
        Connection first = database.writer(LONG);
        CompletableFuture<Void> second = Waiting.async(() -> database.writer(LONG).close());
        Waiting.until("the second one waits", () -> database.waitingWriters() == 1);

        database.close();

        assertThat(first.isClosed()).isTrue();
        assertThatThrownBy(() -> second.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("was closed at");
    }

    @Test
    void stopsAStatementThatRunsTooLong() throws Exception {
        SqliteDatabase database = withRow();
        CompletableFuture<Void> query =
                Waiting.async(
                        () -> {
                            try (Connection reader = database.reader()) {
                                Sql.value(reader, ENDLESS);
                            }
                        });
        Waiting.until("the query runs", () -> database.activeConnections() == 1);

        CheckpointResult result = database.close(SHORT);

        assertThat(result.leftOpen()).hasSize(1);
        assertThat(result.leftOpen().get(0).closed()).isTrue();
        assertThat(WalFiles.auxiliaryFiles(file())).isEmpty();
        assertThatThrownBy(() -> query.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysThatAnotherProcessHasTheFile() throws Exception {
        SqliteDatabase database = withRow();
        try (OtherProcess other = ForeignHolder.start(file(), "SELECT * FROM t")) {
            CheckpointResult result = database.close(LONG);

            assertThat(result.isClean()).isFalse();
            assertThat(result.busy()).isZero();
            assertThat(result.walBytesAfter()).isZero();
            assertThat(result.auxiliaryFilesLeft())
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactly("data.db-wal", "data.db-shm");
            assertThat(result.holders()).extracting(FileHolder::pid).containsExactly(other.pid());
            assertThat(result.holders().get(0).toString())
                    .startsWith("pid " + other.pid() + " (")
                    .contains("java): open");
            other.say("close");
            other.awaitLine("closed");
        }
        assertThat(WalFiles.auxiliaryFiles(file())).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysBusyWhileAnotherProcessReadsAnOldState() throws Exception {
        SqliteDatabase database = withRow();
        try (OtherProcess other = ForeignHolder.start(file(), "BEGIN", "SELECT count(*) FROM t")) {
            database.useTransaction(c -> Sql.execute(c, "INSERT INTO t VALUES (2)"));

            CheckpointResult result = database.close(LONG);

            assertThat(result.busy()).isEqualTo(1);
            assertThat(result.holders().get(0).pid()).isEqualTo(other.pid());
            assertThat(result.holders().get(0).uses()).contains("reading");
        }
    }

    @Test
    void keepsTheWalOfADatabaseThatWasMovedAway() throws Exception {
        SqliteDatabase database = withRow();
        Files.delete(file());
        CheckpointResult result = database.close(LONG);
        assertThat(result.log()).isEqualTo(-1);
        assertThat(result.isClean()).isFalse();
        assertThat(result.auxiliaryFilesLeft()).hasSize(2);
        assertThat(file()).doesNotExist();
    }

    private static boolean isRefused(SqliteDatabase database) {
        try (Connection reader = database.reader()) {
            return reader.isClosed();
        } catch (SQLException closed) {
            return true;
        }
    }

    private SqliteDatabase withRow() throws SQLException {
        SqliteDatabase database = SqliteDatabase.open(file());
        database.useTransaction(c -> Sql.execute(c, "CREATE TABLE t (x)"));
        database.useTransaction(c -> Sql.execute(c, "INSERT INTO t VALUES (1)"));
        return database;
    }

    private String rows() throws SQLException {
        try (Connection connection = Driver.open(file(), Driver.Mode.READ_WRITE)) {
            return String.valueOf(Sql.value(connection, "SELECT count(*) FROM t"));
        }
    }

    private Path file() {
        return folder.resolve("data.db");
    }
}
