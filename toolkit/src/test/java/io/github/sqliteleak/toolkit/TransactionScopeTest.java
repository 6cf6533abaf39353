package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;

/** Nothing within a transaction ends it, and nothing is written when it has ended by itself. */
@Timeout(60)
class TransactionScopeTest {
    private static final String COMMIT = "\uFEFFCOMMIT";
    private static final String SCRIPT = "INSERT INTO t VALUES (2); COMMIT";
    private static final Duration LONG = Duration.ofSeconds(30);

    /** One way to hand SQL to the driver. */
    private interface Entry {
        void run(Connection connection, String sql) throws SQLException;
    }

    private static final List<Entry> ENTRIES =
            List.of(
                    Sql::execute,
                    statement(Statement::executeUpdate),
                    statement(Statement::executeLargeUpdate),
                    statement(Statement::executeQuery),
                    statement((s, sql) -> s.execute(sql, Statement.RETURN_GENERATED_KEYS)),
                    statement(
                            (s, sql) -> {
                                s.addBatch("INSERT INTO t VALUES (3)");
                                s.addBatch(sql);
                                return s.executeBatch();
                            }),
                    (c, sql) -> {
                        try (PreparedStatement statement = c.prepareStatement(sql)) {
                            statement.execute();
                        }
                    },
                    (c, sql) -> {
                        try (PreparedStatement statement = c.prepareStatement("SELECT 1")) {
                            statement.executeUpdate(sql);
                        }
                    });

    @TempDir Path folder;
    private SqliteDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = SqliteDatabase.open(folder.resolve("data.db"));
        database.useTransaction(
                c -> {
                    Sql.execute(c, "CREATE TABLE t (x UNIQUE)");
                    Sql.execute(c, "CREATE TABLE strict (x)");
                    Sql.execute(
                            c,
                            "CREATE TRIGGER refuse BEFORE INSERT ON strict"
                                    + " BEGIN SELECT RAISE(ROLLBACK, 'not this'); END");
                });
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void aTransactionThatThrowsKeepsNothing() throws SQLException {
        for (Entry entry : ENTRIES) {
            for (String sql : List.of(COMMIT, SCRIPT)) {
                assertThatThrownBy(() -> insertEndThrow(entry, sql))
                        .isInstanceOf(IOException.class);
                assertThat(rows()).isEmpty();
            }
        }
    }

    @Test
    void aTransactionOnAnyConnectionKeepsNothing() throws SQLException {
        try (Connection plain = Driver.open(database.file(), Driver.Mode.READ_WRITE)) {
            for (Entry entry : ENTRIES) {
                assertThatThrownBy(
                                () ->
                                        BusyRetry.defaults()
                                                .transaction(
                                                        plain,
                                                        c -> {
                                                            Sql.execute(
                                                                    c, "INSERT INTO t VALUES (1)");
                                                            entry.run(c, COMMIT);
                                                            return true;
                                                        }))
                        .hasMessageContaining("COMMIT is not allowed here");
            }
        }
        assertThat(rows()).isEmpty();
    }

    @Test
    void nothingIsWrittenAfterATransactionThatSqliteRolledBack() throws SQLException {
        for (String ending :
                List.of(
                        "INSERT OR ROLLBACK INTO t VALUES (1)",
                        "INSERT INTO strict VALUES (1)",
                        "SELECT 1; INSERT OR ROLLBACK INTO t VALUES (1)")) {
            assertThatThrownBy(
                            () ->
                                    database.useTransaction(
                                            c -> {
                                                Sql.execute(c, "INSERT INTO t VALUES (1)");
                                                failsBy(c, ending);
                                                assertThatThrownBy(
                                                                () ->
                                                                        Sql.execute(
                                                                                c,
                                                                                "INSERT INTO t"
                                                                                        + " VALUES (2)"))
                                                        .hasMessageContaining("has ended before");
                                            }))
                    .hasMessageContaining("has ended before the work: SQLite ended it when")
                    .hasCauseInstanceOf(SQLException.class);
            assertThat(rows()).isEmpty();
        }
        database.useTransaction(c -> Sql.execute(c, "INSERT INTO t VALUES (7)"));
        assertThat(rows()).containsExactly("7");
    }

    @Test
    void aFailureThatLeavesTheTransactionIsNone() throws SQLException {
        database.useTransaction(
                c -> {
                    Sql.execute(c, "INSERT INTO t VALUES (1)");
                    failsBy(c, "INSERT INTO t VALUES (1)");
                    failsBy(c, "no SQL");
                    failsBy(c, "INSERT INTO t VALUES (2); INSERT INTO t VALUES (2)");
                    Sql.execute(c, "INSERT INTO t VALUES (3)");
                });
        assertThat(rows()).containsExactly("1", "2", "3");
    }

    @Test
    void nothingIsWrittenAfterACommitByTheDriversOwnConnection() throws SQLException {
        assertThatThrownBy(
                        () ->
                                database.useTransaction(
                                        c -> {
                                            Sql.execute(c, "INSERT INTO t VALUES (1)");
                                            Sql.execute(c.unwrap(SQLiteConnection.class), "COMMIT");
                                            Sql.execute(c, "INSERT INTO t VALUES (2)");
                                            Sql.execute(c, "INSERT INTO t VALUES (3)");
                                        }))
                .hasMessageContaining("something in it has committed or rolled back");
        assertThat(rows()).hasSizeLessThan(3).doesNotContain("3");
    }

    @Test
    void inTheQueueNeighboursAreThereOnce() throws Exception {
        CompletableFuture<Integer> before;
        CompletableFuture<Integer> culprit;
        CompletableFuture<Integer> after;
        for (Entry entry : ENTRIES) {
            database.useTransaction(c -> Sql.execute(c, "DROP TABLE t"));
            database.useTransaction(c -> Sql.execute(c, "CREATE TABLE t (x)"));
            try (WriteQueue queue = WriteQueue.start(database)) {
                try (Connection busy = database.writer(LONG)) {
                    before = queue.submit(c -> insert(c, 1));
                    culprit =
                            queue.submit(
                                    c -> {
                                        insert(c, 2);
                                        entry.run(c, COMMIT);
                                        return 2;
                                    });
                    after = queue.submit(c -> insert(c, 3));
                    assertThat(busy.isClosed()).isFalse();
                }
                assertThat(queue.flush(LONG)).isTrue();
            }
            assertThat(before).isCompletedWithValue(1);
            assertThat(after).isCompletedWithValue(3);
            assertThat(culprit).isCompletedExceptionally();
            assertThat(rows()).containsExactly("1", "3");
        }
    }

    @Test
    void inTheQueueAWriteThatLosesTheTransactionLosesOnlyItself() throws Exception {
        CompletableFuture<Integer> before;
        CompletableFuture<Integer> culprit;
        CompletableFuture<Integer> releasing;
        try (WriteQueue queue = WriteQueue.start(database)) {
            try (Connection busy = database.writer(LONG)) {
                before = queue.submit(c -> insert(c, 1));
                culprit =
                        queue.submit(
                                c -> {
                                    insert(c, 2);
                                    failsBy(c, "INSERT OR ROLLBACK INTO t VALUES (2)");
                                    insert(c, 3);
                                    return 2;
                                });
                releasing =
                        queue.submit(
                                c -> {
                                    insert(c, 4);
                                    Sql.execute(c, "RELEASE queued_write");
                                    Sql.execute(c, "SAVEPOINT queued_write");
                                    throw new IllegalStateException("late");
                                });
                assertThat(busy.isClosed()).isFalse();
            }
            assertThat(queue.flush(LONG)).isTrue();
        }
        assertThat(before).isCompletedWithValue(1);
        assertThat(culprit).isCompletedExceptionally();
        assertThat(releasing).isCompletedExceptionally();
        assertThat(rows()).containsExactly("1");
    }

    @Test
    void theWriterMayEndItsOwnTransactions() throws SQLException {
        try (Connection writer = database.writer(LONG)) {
            Sql.execute(writer, "BEGIN");
            insert(writer, 1);
            Sql.execute(writer, COMMIT);
            insert(writer, 2);
        }
        assertThat(rows()).containsExactly("1", "2");
    }

    @Test
    void scriptsAndTriggersRunInATransaction() throws SQLException {
        database.useTransaction(
                c -> {
                    try (Statement statement = c.createStatement()) {
                        statement.executeUpdate(
                                "\uFEFFCREATE TABLE log (x);"
                                        + "CREATE TRIGGER note AFTER INSERT ON t BEGIN"
                                        + " INSERT INTO log VALUES (CASE WHEN 1 THEN 'COMMIT' END);"
                                        + " END; SAVEPOINT a; INSERT INTO t VALUES (1);"
                                        + "INSERT INTO t VALUES (2); ROLLBACK TO a;"
                                        + "INSERT INTO t VALUES (3); RELEASE a");
                        statement.execute("EXPLAIN COMMIT");
                    }
                });
        assertThat(rows()).containsExactly("3");
    }

    private void insertEndThrow(Entry entry, String ending) throws SQLException, IOException {
        database.transaction(
                c -> {
                    insert(c, 1);
                    assertThatThrownBy(() -> entry.run(c, ending))
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("COMMIT is not allowed here: ");
                    throw new IOException("late");
                });
    }

    private static void failsBy(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate(sql)).isInstanceOf(SQLException.class);
        }
    }

    private static int insert(Connection connection, int x) throws SQLException {
        Sql.execute(connection, "INSERT INTO t VALUES (" + x + ")");
        return x;
    }

    private interface Call {
        Object on(Statement statement, String sql) throws SQLException;
    }

    private static Entry statement(Call call) {
        return (c, sql) -> {
            try (Statement statement = c.createStatement()) {
                assertThat(call.on(statement, sql)).isNotNull();
            }
        };
    }

    private List<String> rows() throws SQLException {
        try (Connection reader = database.reader()) {
            return Sql.values(reader, "SELECT x FROM t ORDER BY rowid");
        }
    }
}
