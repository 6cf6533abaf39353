package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.Function;

/**
 * Each error as SQLite and the driver really throw it; then the cure is applied, and it is gone.
 */
class KnownTextTest {
    @TempDir Path folder;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("a.db"));
        Sql.execute(connection, "CREATE TABLE t (x)");
        Sql.execute(connection, "INSERT INTO t VALUES (1), (2)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void ownResultInTheWayOfVacuum() throws SQLException {
        ThrowingCallable vacuum = () -> Sql.execute(connection, "VACUUM");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT x FROM t")) {
            assertThat(rows.next()).isTrue();
            explains(KnownText.OWN_RESULT, vacuum);
        }
        works(vacuum);
    }

    @Test
    void ownResultInTheWayOfAFunction() throws SQLException {
        ThrowingCallable register =
                () ->
                        Function.create(
                                connection,
                                "one",
                                new Function() {
                                    @Override
                                    protected void xFunc() throws SQLException {
                                        result(1);
                                    }
                                });
        works(register);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT x FROM t")) {
            assertThat(rows.next()).isTrue();
            explains(KnownText.OWN_RESULT, register);
        }
        works(register);
    }

    @Test
    void ownResultInTheWayOfDetach() throws SQLException {
        Sql.execute(connection, "ATTACH '" + folder.resolve("b.db") + "' AS side");
        Sql.execute(connection, "CREATE TABLE side.q AS SELECT x FROM t");
        ThrowingCallable detach = () -> Sql.execute(connection, "DETACH side");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT x FROM side.q")) {
            assertThat(rows.next()).isTrue();
            explains(KnownText.ATTACHED_IN_USE, detach);
        }
        works(detach);
    }

    @Test
    void ownResultInTheWayOfWal() throws SQLException {
        ThrowingCallable wal = () -> Sql.execute(connection, "PRAGMA journal_mode = WAL");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT x FROM t")) {
            assertThat(rows.next()).isTrue();
            explains(KnownText.JOURNAL_IN_TRANSACTION, wal);
        }
        works(wal);
    }

    @Test
    void ownTransaction() throws SQLException {
        ThrowingCallable vacuum = () -> Sql.execute(connection, "VACUUM");
        ThrowingCallable synchronous = () -> Sql.execute(connection, "PRAGMA synchronous = OFF");
        ThrowingCallable begin = () -> Sql.execute(connection, "BEGIN");
        connection.setAutoCommit(false);
        explains(KnownText.VACUUM_IN_TRANSACTION, vacuum);
        explains(KnownText.SYNCHRONOUS_IN_TRANSACTION, synchronous);
        explains(KnownText.NESTED_BEGIN, begin);
        connection.rollback();
        connection.setAutoCommit(true);
        works(vacuum);
        works(synchronous);
        works(begin);
        works(() -> Sql.execute(connection, "COMMIT"));
        explains(KnownText.NO_TRANSACTION, () -> Sql.execute(connection, "COMMIT"));
        explains(KnownText.NO_TRANSACTION, () -> Sql.execute(connection, "ROLLBACK"));
    }

    @Test
    void missingTable() throws SQLException {
        String url = "jdbc:sqlite:file:gone?mode=memory&cache=shared";
        try (Connection first = DriverManager.getConnection(url)) {
            Sql.execute(first, "CREATE TABLE t (x)");
        }
        try (Connection next = DriverManager.getConnection(url)) {
            explains(KnownText.NO_TABLE, () -> Sql.value(next, "SELECT count(*) FROM t"));
            Sql.execute(next, "CREATE TABLE other (x)");
        }
        try (Connection kept = DriverManager.getConnection(url)) {
            Sql.execute(kept, "CREATE TABLE t (x)");
            try (Connection next = DriverManager.getConnection(url)) {
                works(() -> Sql.execute(next, "INSERT INTO t VALUES (1)"));
            }
        }
    }

    @Test
    void closedBeforeItsUse() throws SQLException {
        PreparedStatement statement = connection.prepareStatement("SELECT x FROM t");
        ResultSet rows = statement.executeQuery();
        statement.close();
        explains(KnownText.CLOSED, statement::executeQuery);
        connection.close();
        explains(KnownText.CLOSED, connection::createStatement);
    }

    @Test
    void everyExplanationIsComplete() {
        for (KnownText text : KnownText.values()) {
            assertThat(text.meaning()).endsWith(".");
            assertThat(text.causes()).isNotEmpty().allMatch(line -> line.endsWith("."));
            assertThat(text.cures()).isNotEmpty().allMatch(line -> line.endsWith("."));
        }
    }

    @Test
    void otherLocksAreNoAttachedDatabases() {
        assertThat(KnownText.of("[SQLITE_LOCKED] (database table is locked)")).isEmpty();
        assertThat(KnownText.of("[SQLITE_BUSY] (database is locked)")).isEmpty();
        assertThat(KnownText.of("(near \"SELEC\": syntax error)")).isEmpty();
    }

    private static void explains(KnownText text, ThrowingCallable failing) {
        SQLException thrown = catchThrowableOfType(SQLException.class, failing);
        assertThat((Throwable) thrown).isNotNull();
        assertThat(SqliteErrors.explain(thrown))
                .contains(String.valueOf(thrown.getMessage()).lines().findFirst().orElse(""))
                .contains("\n\nWhat it means: " + text.meaning())
                .contains("\n  1. " + text.causes().get(0))
                .contains("\n  - " + text.cures().get(0));
    }

    private static void works(ThrowingCallable cured) {
        assertThat(catchThrowableOfType(Throwable.class, cured)).isNull();
    }
}
