package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;

class SqliteDatabaseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir Path folder;

    @Test
    void putsTheDefaultsInForceOnEveryConnection() throws SQLException {
        try (SqliteDatabase database = SqliteDatabase.open(file());
                Connection writer = database.writer(SECOND);
                Connection reader = database.reader()) {
            for (Connection connection : new Connection[] {writer, reader}) {
                assertThat(Sql.value(connection, "PRAGMA journal_mode")).isEqualTo("wal");
                assertThat(Sql.value(connection, "PRAGMA synchronous")).isEqualTo("1");
                assertThat(Sql.value(connection, "PRAGMA foreign_keys")).isEqualTo("1");
                assertThat(Sql.value(connection, "PRAGMA busy_timeout")).isIn("5000", "0");
                assertThat(Sql.value(connection, "PRAGMA temp_store")).isEqualTo("2");
                assertThat(Sql.value(connection, "PRAGMA cache_size")).isEqualTo("-65536");
            }
        }
    }

    @Test
    void takesOtherSettings() throws SQLException {
        try (SqliteDatabase database =
                        SqliteDatabase.builder(file())
                                .journalMode("TRUNCATE")
                                .synchronous("FULL")
                                .foreignKeys(false)
                                .busyTimeout(Duration.ofMillis(250))
                                .tempStore("FILE")
                                .cacheBytes(1 << 20)
                                .setting("auto_vacuum", "INCREMENTAL")
                                .open();
                Connection writer = database.writer(SECOND)) {
            assertThat(Sql.value(writer, "PRAGMA journal_mode")).isEqualTo("truncate");
            assertThat(Sql.value(writer, "PRAGMA synchronous")).isEqualTo("2");
            assertThat(Sql.value(writer, "PRAGMA foreign_keys")).isEqualTo("0");
            assertThat(Sql.value(writer, "PRAGMA temp_store")).isEqualTo("1");
            assertThat(Sql.value(writer, "PRAGMA cache_size")).isEqualTo("-1024");
            assertThat(Sql.value(writer, "PRAGMA auto_vacuum")).isEqualTo("2");
        }
    }

    @Test
    void namesTheSettingThatSqliteRefused() {
        assertThatThrownBy(() -> SqliteDatabase.builder(file()).journalMode("WALL").open())
                .isInstanceOf(SettingRefusedException.class)
                .hasMessage(
                        "SQLite refused the setting journal_mode = WALL: in force is delete ("
                                + file()
                                + ").");
        assertThatThrownBy(() -> SqliteDatabase.builder(file()).setting("no_such", "1").open())
                .isInstanceOf(SettingRefusedException.class)
                .hasMessageContaining("no_such = 1: it knows no such setting");
        assertThatThrownBy(() -> SqliteDatabase.builder(file()).setting("a = 1; b", "2"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(WalFiles.auxiliaryFiles(file())).isEmpty();
    }

    @Test
    void readersOnlyReadAndRunBesideTheWriter() throws SQLException {
        try (SqliteDatabase database = withTable()) {
            database.useTransaction(c -> Sql.execute(c, "INSERT INTO t VALUES (1)"));
            try (Connection first = database.reader();
                    Connection second = database.reader();
                    Connection writer = database.writer(SECOND)) {
                Sql.execute(writer, "BEGIN IMMEDIATE");
                Sql.execute(writer, "INSERT INTO t VALUES (2)");

                assertThat(count(first)).isEqualTo("1");
                assertThat(count(second)).isEqualTo("1");
                assertThat(first.isReadOnly()).isTrue();
                assertThatThrownBy(() -> Sql.execute(first, "DELETE FROM t"))
                        .hasMessageContaining("readonly");

                Sql.execute(writer, "COMMIT");
                assertThat(count(first)).isEqualTo("2");
            }
        }
    }

    @Test
    void countsWhatIsHandedOut() throws SQLException {
        try (SqliteDatabase database = withTable()) {
            assertThat(database.activeConnections()).isZero();
            Connection reader = database.reader();
            try (Connection writer = database.writer(SECOND)) {
                assertThat(writer.isClosed()).isFalse();
                assertThat(database.activeConnections()).isEqualTo(2);
            }
            reader.close();
            reader.close();
            assertThat(reader.isClosed()).isTrue();
            assertThat(database.activeConnections()).isZero();
        }
    }

    @Test
    void commitsWhatReturnsAndRollsBackWhatThrows() throws SQLException {
        try (SqliteDatabase database = withTable()) {
            int sum =
                    database.transaction(
                            c -> {
                                Sql.execute(c, "INSERT INTO t VALUES (1)");
                                return 1 + 1;
                            });
            assertThat(sum).isEqualTo(2);
            assertThatThrownBy(() -> insertAndThrow(database, new IOException("checked")))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> insertAndThrow(database, new IllegalStateException("not")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasNoSuppressedExceptions();
            assertThatThrownBy(
                            () ->
                                    database.useTransaction(
                                            c -> {
                                                Sql.execute(c, "INSERT INTO t VALUES (3)");
                                                throw new AssertionError("an Error");
                                            }))
                    .isInstanceOf(AssertionError.class);
            assertThat(count(database)).isEqualTo("1");
        }
    }

    @Test
    void workCannotEndItsTransaction() throws SQLException {
        try (SqliteDatabase database = withTable()) {
            database.useTransaction(
                    c -> {
                        assertThat(c.getAutoCommit()).isFalse();
                        c.setAutoCommit(false);
                        assertThatThrownBy(c::commit).hasMessageContaining("ends by itself");
                        assertThatThrownBy(c::rollback).hasMessageContaining("ends by itself");
                        assertThatThrownBy(() -> Sql.execute(c, " /* x */ cOMMIT"))
                                .hasMessageContaining("ends by itself");
                        assertThatThrownBy(() -> c.prepareStatement("--\nrollback"))
                                .hasMessageContaining("ends by itself");
                        Sql.execute(c, "SAVEPOINT mine");
                        Sql.execute(c, "INSERT INTO t VALUES (1)");
                        Sql.execute(c, "ROLLBACK TO mine");
                        Sql.execute(c, "INSERT INTO t VALUES (2)");
                        c.releaseSavepoint(c.setSavepoint());
                    });
            assertThat(count(database)).isEqualTo("1");
            try (Connection writer = database.writer(SECOND)) {
                assertThat(writer.getAutoCommit()).isTrue();
            }
        }
    }

    @Test
    void rollsBackWhatAWriterLeavesUncommitted() throws SQLException {
        try (SqliteDatabase database = withTable()) {
            try (Connection writer = database.writer(SECOND)) {
                writer.setAutoCommit(false);
                Sql.execute(writer, "INSERT INTO t VALUES (1)");
            }
            try (Connection writer = database.writer(SECOND)) {
                assertThat(writer.getAutoCommit()).isTrue();
                Sql.execute(writer, "BEGIN");
                Sql.execute(writer, "INSERT INTO t VALUES (2)");
            }
            assertThat(count(database)).isEqualTo("0");
        }
    }

    @Test
    void nothingGotFromAClosedConnectionWorks() throws SQLException {
        try (SqliteDatabase database = withTable()) {
            Connection writer = database.writer(SECOND);
            Statement statement = writer.createStatement();
            PreparedStatement prepared = writer.prepareStatement("INSERT INTO t VALUES (1)");
            ResultSet rows = statement.executeQuery("SELECT 1");
            assertThat(statement.getConnection()).isSameAs(writer);
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(writer.unwrap(SQLiteConnection.class)).isNotNull();
            assertThat(writer.isValid(1)).isTrue();
            writer.close();

            assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (1)"))
                    .hasMessageContaining("cannot be used any more: it was closed");
            assertThatThrownBy(prepared::executeUpdate)
                    .hasMessageContaining("cannot be used any more");
            assertThatThrownBy(writer::createStatement)
                    .hasMessageContaining("cannot be used any more");
            assertThat(rows.isClosed()).isTrue();
            statement.close();
            prepared.close();
            assertThat(count(database)).isEqualTo("0");
        }
    }

    @Test
    void opensFilesWithUnusualNames() throws SQLException {
        Path odd = folder.resolve("ä ?mode=memory#%41 '.db");
        try (SqliteDatabase database = SqliteDatabase.open(odd)) {
            database.useTransaction(c -> Sql.execute(c, "CREATE TABLE t (x)"));
            assertThat(odd).exists();
        }
        assertThat(WalFiles.auxiliaryFiles(odd)).isEmpty();
    }

    private void insertAndThrow(SqliteDatabase database, Exception exception) throws Exception {
        database.useTransaction(
                c -> {
                    Sql.execute(c, "INSERT INTO t VALUES (2)");
                    throw exception;
                });
    }

    private SqliteDatabase withTable() throws SQLException {
        SqliteDatabase database = SqliteDatabase.open(file());
        database.useTransaction(c -> Sql.execute(c, "CREATE TABLE t (x)"));
        return database;
    }

    private static String count(SqliteDatabase database) throws SQLException {
        try (Connection reader = database.reader()) {
            return count(reader);
        }
    }

    private static String count(Connection connection) throws SQLException {
        return String.valueOf(Sql.value(connection, "SELECT count(*) FROM t"));
    }

    private Path file() {
        return folder.resolve("data.db");
    }
}
