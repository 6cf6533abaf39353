package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases by URI, in memory, and with a hook. */
class LocationTest {
    private static final String LOADING = "SELECT load_extension('none')";

    @TempDir Path folder;

    @Test
    void opensInMemoryForAllWhoKnowTheName() throws SQLException {
        SqliteDatabase first = SqliteDatabase.inMemory("shared-1").open();
        try (SqliteDatabase second =
                SqliteDatabase.inMemory("shared-1").writerTimeout(Duration.ZERO).open()) {
            create(first);
            try (Connection writer = first.writer()) {
                // They share the writer, as two databases of a file do.
                assertThatThrownBy(second::writer).isInstanceOf(WriterTimeoutException.class);
                // What it has changed closes its connection, and the data stays.
                Sql.execute(writer, "PRAGMA cache_size = 17");
            }
            assertThat(count(second)).isEqualTo("1");
            CheckpointResult result = first.close(Duration.ZERO);
            assertThat(result.isClean()).isTrue();
            second.useTransaction(c -> Sql.execute(c, "INSERT INTO t VALUES (2)"));
            assertThat(count(second)).isEqualTo("2");
            second.backup(folder.resolve("copy.db"));
            try (Connection reader = second.reader()) {
                assertThatThrownBy(() -> Sql.execute(reader, "INSERT INTO t VALUES (3)"))
                        .hasMessageContaining("readonly");
            }
        }
        try (SqliteDatabase third = SqliteDatabase.inMemory("shared-1").open();
                Connection reader = third.reader()) {
            assertThat(Sql.values(reader, "SELECT name FROM sqlite_master")).isEmpty();
        }
        assertThat(Path.of("shared-1")).doesNotExist();
        assertThat(folder.resolve("copy.db")).isNotEmptyFile();
    }

    @Test
    void leavesNothingInMemoryWhenItCannotBeOpened() throws SQLException {
        SqliteDatabaseBuilder refused =
                SqliteDatabase.inMemory("refused")
                        .eachConnection(c -> Sql.execute(c, "CREATE TABLE IF NOT EXISTS rest (x)"))
                        .journalMode("WAL");
        assertThatThrownBy(refused::open).isInstanceOf(SettingRefusedException.class);

        try (SqliteDatabase database = SqliteDatabase.inMemory("refused").open();
                Connection reader = database.reader()) {
            assertThat(Sql.values(reader, "SELECT name FROM sqlite_master")).isEmpty();
        }
    }

    @Test
    void hasAWriteQueueInMemory() throws Exception {
        try (SqliteDatabase database = SqliteDatabase.inMemory("queued").open()) {
            create(database);
            try (WriteQueue queue = WriteQueue.start(database)) {
                for (int i = 0; i < 100; i++) {
                    queue.submit(
                            c -> {
                                Sql.execute(c, "INSERT INTO t VALUES (7)");
                                return true;
                            });
                }
            }
            assertThat(count(database)).isEqualTo("101");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void opensByUriWithItsParametersOnEachConnection() throws SQLException {
        Path file = folder.resolve("with space #1.db");
        URI uri = URI.create(file.toUri() + "?vfs=unix-excl&mode=rwc");
        try (SqliteDatabase database = SqliteDatabase.builder(uri).open()) {
            create(database);
            assertThat(database.file()).isEqualTo(file);
            assertThat(count(database)).isEqualTo("1");
            // By that vfs the index of the WAL is in memory.
            assertThat(WalFiles.beside(file, WalFiles.SHM)).doesNotExist();
            assertThat(WalFiles.beside(file, WalFiles.WAL)).exists();
        }
        assertThat(WalFiles.auxiliaryFiles(file)).isEmpty();
        URI readOnly = URI.create(file.toUri() + "?mode=ro");
        try (SqliteDatabase database = SqliteDatabase.builder(readOnly).open()) {
            assertThat(count(database)).isEqualTo("1");
            assertThatThrownBy(database::writer).hasMessageContaining("for reading only");
        }
    }

    @Test
    void createsNoFileWithModeRw() {
        URI uri = URI.create(folder.resolve("none.db").toUri() + "?mode=rw");

        assertThatThrownBy(() -> SqliteDatabase.builder(uri).open())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("none.db");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:relative%20name.db", "file:./relative%20name.db?cache=private"})
    void readsRelativeUris(String uri) {
        Location location = Location.of(URI.create(uri));

        assertThat(location.file().normalize())
                .isEqualTo(Path.of("relative name.db").toAbsolutePath());
        assertThat(location.parameters()).isEmpty();
    }

    @Test
    void refusesWhatItCannotKeep() {
        assertThatThrownBy(() -> SqliteDatabase.builder(URI.create("jdbc:sqlite:x.db")))
                .hasMessage("Not a file: URI: jdbc:sqlite:x.db");
        assertThatThrownBy(() -> SqliteDatabase.builder(URI.create("file:x?cache=shared")))
                .hasMessageContaining("cache=shared is not supported");
        assertThatThrownBy(() -> SqliteDatabase.inMemory("a/b"))
                .hasMessageContaining("Not a name for a database in memory");
        assertThat(Location.of(URI.create("file:name?mode=memory")))
                .isEqualTo(Location.inMemory("name"));
    }

    @Test
    void runsTheHookOnEachConnectionTheLastOneIncluded() throws Exception {
        Path file = folder.resolve("hooked.db");
        List<Boolean> readOnly = new ArrayList<>();
        try (SqliteDatabase database =
                SqliteDatabase.builder(file)
                        .driverProperty("enable_load_extension", "true")
                        .eachConnection(
                                c -> {
                                    readOnly.add(c.isReadOnly());
                                    // Fails unless the driver allows it to be asked for.
                                    assertThatThrownBy(() -> Sql.value(c, LOADING))
                                            .hasMessageNotContaining("not authorized");
                                })
                        .open()) {
            create(database);
            assertThat(count(database)).isEqualTo("1");
        }
        assertThat(readOnly).as("writer, reader, checkpoint").containsExactly(false, true, false);
        assertThat(Files.exists(WalFiles.beside(file, WalFiles.WAL))).isFalse();
    }

    private static void create(SqliteDatabase database) throws SQLException {
        database.useTransaction(
                c -> {
                    Sql.execute(c, "CREATE TABLE t (x)");
                    Sql.execute(c, "INSERT INTO t VALUES (1)");
                });
    }

    private static String count(SqliteDatabase database) throws SQLException {
        try (Connection reader = database.reader()) {
            return String.valueOf(Sql.value(reader, "SELECT count(*) FROM t"));
        }
    }
}
