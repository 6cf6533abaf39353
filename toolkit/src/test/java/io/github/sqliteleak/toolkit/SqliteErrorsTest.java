package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each error as the driver really throws it. */
class SqliteErrorsTest {
    @TempDir Path folder;

    @Test
    void explainsLocked() throws SQLException {
        try (Connection first = connect();
                Connection second = connect()) {
            Sql.execute(first, "BEGIN IMMEDIATE");
            assertThat(explain(() -> Sql.execute(second, "BEGIN IMMEDIATE")))
                    .isEqualTo(
                            """
                            SQLITE_BUSY (5): [SQLITE_BUSY] The database file is locked (database is locked)

                            What it means: Another connection holds the lock that this one needs, and did not give it up within the busy timeout.

                            Usual causes, the most frequent first:
                              1. A write transaction was left open: no commit, or a connection nobody closed.
                              2. A transaction does slow work (network, user input) between BEGIN and COMMIT.
                              3. Several connections of one application write at the same time.
                              4. A transaction read first and then tried to write while another one was writing: SQLite does not wait then, to avoid a deadlock.
                              5. Another process uses the file: a second instance, a backup, a database browser.
                              6. The busy timeout is short or 0.
                              7. The file lies on a network drive, whose locks do not work or outlive a client.
                              8. It is opened with vfs=unix-dotfile, and a killed program has left the folder data.db.lock.

                            What to do:
                              - See who holds it: run the Doctor of this toolkit on the file.
                              - Close every Connection, Statement and ResultSet with try-with-resources.
                              - Write through one writer (SqliteDatabase) and begin with BEGIN IMMEDIATE.
                              - Set busy_timeout to some seconds; retry what is idempotent with BusyRetry.
                              - Keep databases on local disks.
                              - Remove a stale data.db.lock when no program uses the file.
                            """);
            Sql.execute(first, "ROLLBACK");
        }
    }

    @Test
    void explainsAStaleSnapshot() throws SQLException {
        try (Connection first = connect();
                Connection second = connect()) {
            Sql.execute(first, "CREATE TABLE t (x)");
            Sql.execute(first, "BEGIN");
            Sql.value(first, "SELECT count(*) FROM t");
            Sql.execute(second, "INSERT INTO t VALUES (1)");
            assertThat(explain(() -> Sql.execute(first, "INSERT INTO t VALUES (2)")))
                    .startsWith("SQLITE_BUSY_SNAPSHOT (517): ")
                    .contains("Begin transactions that will write with BEGIN IMMEDIATE");
            Sql.execute(first, "ROLLBACK");
        }
    }

    @Test
    void explainsATableLockedByTheSameConnection() throws SQLException {
        try (Connection connection = connect()) {
            Sql.execute(connection, "CREATE TABLE t (x)");
            Sql.execute(connection, "INSERT INTO t VALUES (1), (2)");
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT x FROM t")) {
                assertThat(rows.next()).isTrue();
                assertThat(explain(() -> Sql.execute(connection, "DROP TABLE t")))
                        .startsWith("SQLITE_LOCKED (6): ")
                        .contains("Close the ResultSet");
            }
        }
    }

    @Test
    void explainsAFullDisk() throws SQLException {
        try (Connection connection = connect()) {
            Sql.execute(connection, "CREATE TABLE t (x)");
            Sql.value(connection, "PRAGMA max_page_count = 3");
            assertThat(
                            explain(
                                    () ->
                                            Sql.execute(
                                                    connection,
                                                    "INSERT INTO t VALUES (zeroblob(99999))")))
                    .startsWith("SQLITE_FULL (13): ")
                    .contains("The disk or the quota is full.");
        }
    }

    @Test
    void explainsReadOnly() throws SQLException {
        try (SqliteDatabase database = SqliteDatabase.open(file());
                Connection reader = database.reader()) {
            assertThat(explain(() -> Sql.execute(reader, "CREATE TABLE t (x)")))
                    .startsWith("SQLITE_READONLY (8): ")
                    .contains("The connection was opened read-only.");
        }
    }

    @Test
    void explainsCannotOpen() {
        Path missing = folder.resolve("no/such/data.db");
        assertThat(explain(() -> SqliteDatabase.open(missing)))
                .startsWith("SQLITE_CANTOPEN (14): ")
                .contains("SQLite creates files, never folders");
        String olderDrivers = "path to '/no/such/data.db': '/no/such' does not exist";
        assertThat(SqliteErrors.explain(new SQLException(olderDrivers)))
                .startsWith("SQLITE_CANTOPEN (14): path to '")
                .contains("SQLite creates files, never folders");
    }

    @Test
    void explainsNotADatabaseAndCorrupt() throws Exception {
        Files.writeString(file(), "a text and no database".repeat(100));
        assertThat(explain(() -> SqliteDatabase.open(file())))
                .startsWith("SQLITE_NOTADB (26): ")
                .contains("SQLite format 3");
        Files.delete(file());

        try (Connection connection = connect()) {
            Sql.execute(connection, "CREATE TABLE t (x)");
        }
        byte[] bytes = Files.readAllBytes(file());
        java.util.Arrays.fill(bytes, 100, bytes.length, (byte) 7);
        Files.write(file(), bytes);
        assertThat(
                        explain(
                                () ->
                                        SqliteDatabase.open(file())
                                                .useTransaction(
                                                        c -> Sql.value(c, "SELECT * FROM t"))))
                .startsWith("SQLITE_CORRUPT (11): ")
                .contains("keep a copy");
    }

    @Test
    void givesTheMessageOfEverythingElse() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(explain(() -> Sql.execute(connection, "SELEC 1")))
                    .contains("syntax error")
                    .doesNotContain("\tat ")
                    .hasLineCount(1);
        }
        assertThat(SqliteErrors.explain(new SQLException())).isEqualTo("null");
    }

    @Test
    void everyExplanationIsComplete() {
        for (KnownError error : KnownError.values()) {
            assertThat(error.meaning()).endsWith(".");
            assertThat(error.causes()).isNotEmpty().allMatch(line -> line.endsWith("."));
            assertThat(error.cures()).isNotEmpty().allMatch(line -> line.endsWith("."));
        }
    }

    private static String explain(ThrowingCallable failing) {
        return SqliteErrors.explain(catchThrowableOfType(SQLException.class, failing));
    }

    private Connection connect() throws SQLException {
        Connection connection = Driver.open(file(), Driver.Mode.READ_WRITE_CREATE);
        Sql.value(connection, "PRAGMA journal_mode = WAL");
        Sql.value(connection, "PRAGMA busy_timeout = " + Duration.ofMillis(10).toMillis());
        return connection;
    }

    private Path file() {
        return folder.resolve("data.db");
    }
}
