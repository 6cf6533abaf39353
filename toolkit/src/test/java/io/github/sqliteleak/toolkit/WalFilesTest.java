package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class WalFilesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir Path folder;

    @Test
    void checkpointsWhatACrashLeft() throws Exception {
        crash();
        assertThat(WalFiles.auxiliaryFiles(file())).containsExactly(beside("-wal"), beside("-shm"));

        CheckpointResult result = WalFiles.checkpointTruncate(file());

        assertThat(result.isClean()).isTrue();
        assertThat(result.walBytesBefore()).isPositive();
        assertThat(result.walBytesAfter()).isZero();
        assertThat(WalFiles.auxiliaryFiles(file())).isEmpty();
        assertThat(status().journalMode()).isEqualTo("wal");
    }

    @Test
    void checkpointNeverCreatesAFile() throws IOException {
        assertThatThrownBy(() -> WalFiles.checkpointTruncate(file()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no database to checkpoint");
        assertThatThrownBy(() -> Driver.open(file(), Driver.Mode.READ_WRITE))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(this::status).isInstanceOf(NoSuchFileException.class);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void checkpointOfARollbackJournalDatabaseHasNothingToDo() throws SQLException {
        try (Connection connection = create("DELETE")) {
            CheckpointResult result = WalFiles.checkpointTruncate(file());
            assertThat(result.log()).isEqualTo(-1);
            assertThat(result.isClean()).isTrue();
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void statusShowsWhoDoesWhatAndChangesNothing() throws Exception {
        try (OtherProcess other =
                ForeignHolder.start(
                        file(),
                        "PRAGMA journal_mode = WAL",
                        "CREATE TABLE t (x)",
                        "BEGIN IMMEDIATE",
                        "INSERT INTO t VALUES (1)")) {
            WalStatus status = status();
            assertThat(status.journalMode()).isEqualTo("wal");
            assertThat(status.walBytes()).isEqualTo(Files.size(beside("-wal"))).isPositive();
            assertThat(status.auxiliaryFiles()).hasSize(2);
            assertThat(status.holdersKnown()).isTrue();
            assertThat(status.holders()).hasSize(1);
            FileHolder holder = status.holders().get(0);
            assertThat(holder.pid()).isEqualTo(other.pid());
            assertThat(holder.command()).endsWith("java");
            assertThat(holder.isThisProcess()).isFalse();
            assertThat(holder.uses()).containsExactly("open", "reading", "writing");
        }
    }

    @Test
    void statusTellsHoldersInRollbackModeToo() throws Exception {
        try (Connection connection = create("DELETE")) {
            assertThat(status().journalMode()).isEqualTo("delete");
            assertThat(status().holders())
                    .singleElement()
                    .satisfies(h -> assertThat(h.isThisProcess()).isTrue())
                    .satisfies(h -> assertThat(h.uses()).containsExactly("open"));
            Sql.execute(connection, "BEGIN IMMEDIATE");
            assertThat(status().holders().get(0).uses()).contains("writing");
            Sql.execute(connection, "COMMIT");
        }
        assertThat(status().holders()).isEmpty();
    }

    @Test
    void statusLeavesOurLocksInPlace() throws Exception {
        try (Connection connection = create("WAL")) {
            Sql.execute(connection, "BEGIN IMMEDIATE");
            Sql.execute(connection, "INSERT INTO t VALUES (1)");
            assertThat(status().holders().get(0).uses()).contains("writing");
            assertThat(status().holders().get(0).uses()).contains("writing");
            Sql.execute(connection, "COMMIT");
        }
    }

    @Test
    void deleteNamesTheHolderAndDeletesNothing() throws Exception {
        try (OtherProcess other =
                ForeignHolder.start(file(), "PRAGMA journal_mode = WAL", "CREATE TABLE t (x)")) {
            assertThatThrownBy(() -> WalFiles.delete(file(), SHORT))
                    .isInstanceOf(DatabaseInUseException.class)
                    .hasMessageContaining("still open by pid " + other.pid());
            assertThat(file()).exists();
            assertThat(beside("-wal")).exists();
        }
        assertThat(WalFiles.delete(file())).containsExactly(file(), beside("-wal"), beside("-shm"));
        assertThat(WalFiles.delete(file())).isEmpty();
    }

    @Test
    void deleteNamesAnIdleConnectionOfThisProcess() throws Exception {
        try (Connection left = create("DELETE")) {
            assertThatThrownBy(() -> WalFiles.delete(file(), SHORT))
                    .hasMessageContaining("(this process): open");
            assertThat(left.isClosed()).isFalse();
        }
    }

    @Test
    void deleteAndAwaitRemovalWaitForTheHolder() throws Exception {
        try (OtherProcess other =
                ForeignHolder.start(file(), "PRAGMA journal_mode = WAL", "CREATE TABLE t (x)")) {
            assertThat(WalFiles.awaitRemoval(file(), SHORT)).isFalse();
            CompletableFuture<Void> deleted =
                    Waiting.async(() -> assertThat(WalFiles.delete(file(), LONG)).isNotEmpty());
            other.say("close");
            assertThat(WalFiles.awaitRemoval(file(), LONG)).isTrue();
            deleted.get(30, TimeUnit.SECONDS);
            assertThat(file()).doesNotExist();
        }
    }

    @Test
    void deletesALinkAlone() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), file());
        crash();
        assertThat(WalFiles.auxiliaryFiles(link)).containsExactly(beside("-wal"), beside("-shm"));

        assertThat(WalFiles.delete(link)).containsExactly(link);

        assertThat(file()).exists();
        assertThat(WalFiles.delete(file().toRealPath())).hasSize(3);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void deletesNoFolder() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), elsewhere);

        assertThat(WalFiles.delete(link)).containsExactly(link);
        assertThatThrownBy(() -> WalFiles.delete(elsewhere))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("folder");

        assertThat(elsewhere).isEmptyDirectory();
    }

    private void crash() throws Exception {
        try (OtherProcess other =
                ForeignHolder.start(file(), "PRAGMA journal_mode = WAL", "CREATE TABLE t (x)")) {
            other.kill();
        }
    }

    private Connection create(String journalMode) throws SQLException {
        Connection connection = Driver.open(file(), Driver.Mode.READ_WRITE_CREATE);
        Sql.value(connection, "PRAGMA journal_mode = " + journalMode);
        Sql.execute(connection, "CREATE TABLE t (x)");
        return connection;
    }

    private WalStatus status() throws IOException {
        return WalFiles.status(file());
    }

    private Path beside(String suffix) {
        return folder.resolve("data.db" + suffix);
    }

    private Path file() {
        return folder.resolve("data.db");
    }

    @Test
    void foldersAreLeftAloneWithTheRealReason() throws IOException {
        Path file = Files.createFile(folder.resolve("other.db"));
        Path beside = Files.createDirectory(folder.resolve("other.db-wal"));
        for (int round = 0; round < 2; round++) {
            assertThatThrownBy(() -> WalFiles.delete(file, LONG))
                    .isNotInstanceOf(DatabaseInUseException.class)
                    .hasMessageContaining("other.db-wal: This is a folder");
            assertThatThrownBy(() -> WalFiles.delete(beside, LONG))
                    .hasMessageContaining("This is a folder");
            assertThat(file).exists();
            assertThat(beside).exists();
            Files.writeString(beside.resolve("content" + round), "");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(20)
    void missingRightsAreTheReasonAndNotAnOpenFile() {
        // Not even root may delete this one.
        assertThatThrownBy(() -> WalFiles.delete(Path.of("/proc/version"), LONG))
                .isInstanceOf(FileSystemException.class)
                .isNotInstanceOf(DatabaseInUseException.class);
    }
}
