package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/** A connection that is kept open looks to the next borrower as if it were new. */
@Timeout(60)
class KeptConnectionsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String SELECT = "SELECT x FROM t WHERE x = ?";

    @TempDir Path folder;
    private SqliteDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = SqliteDatabase.open(file());
        database.useTransaction(
                c -> {
                    Sql.execute(c, "CREATE TABLE t (x)");
                    Sql.execute(c, "INSERT INTO t VALUES (1), (2)");
                });
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void aReaderIsHandedOutAgain() throws SQLException {
        SQLiteConnection first = targetOfReader();
        assertThat(targetOfReader()).isNotSameAs(first);
        String count = "SELECT count(*) FROM t";
        Connection again;
        try (Connection reader = database.reader()) {
            Sql.value(reader, count);
            again = target(reader);
        }
        try (Connection reader = database.reader()) {
            assertThat(target(reader)).isSameAs(again);
            assertThat(Sql.value(reader, count)).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA cache_size = 7",
                "PRAGMA case_sensitive_like(1)",
                "CREATE TEMP TABLE mine (x)",
                "CREATE TABLE temp.mine (x)",
                "ATTACH ':memory:' AS other",
                "SELECT 1; PRAGMA temp_store = FILE",
                "  /* x */ pragma busy_timeout = 1"
            })
    void whatABorrowerHasChangedIsGone(String sql) throws SQLException {
        for (boolean writer : new boolean[] {false, true}) {
            List<String> before = state(writer);
            try (Connection connection = take(writer)) {
                connection.createStatement().executeUpdate(sql);
            }
            assertThat(state(writer)).as(sql + " by the writer: " + writer).isEqualTo(before);
        }
    }

    @Test
    void functionsAndTransactionsOfABorrowerAreGone() throws SQLException {
        for (boolean writer : new boolean[] {false, true}) {
            try (Connection connection = take(writer)) {
                Function.create(
                        connection.unwrap(SQLiteConnection.class),
                        "mine",
                        new Function() {
                            @Override
                            protected void xFunc() throws SQLException {
                                result(1);
                            }
                        });
                connection.setAutoCommit(false);
                assertThat(Sql.value(connection, "SELECT mine()")).isEqualTo("1");
            }
            try (Connection connection = take(writer)) {
                assertThat(connection.getAutoCommit()).isTrue();
                assertThatThrownBy(() -> Sql.value(connection, "SELECT mine()"))
                        .hasMessageContaining("no such function");
            }
        }
    }

    @Test
    void anOpenTransactionOfAReaderEndsWithItsUse() throws SQLException {
        Connection kept;
        try (Connection reader = database.reader()) {
            reader.setAutoCommit(false);
            assertThat(Sql.value(reader, "SELECT count(*) FROM t")).isEqualTo("2");
            kept = target(reader);
        }
        database.useTransaction(c -> Sql.execute(c, "INSERT INTO t VALUES (3)"));
        try (Connection reader = database.reader()) {
            assertThat(target(reader)).isSameAs(kept);
            assertThat(reader.getAutoCommit()).isTrue();
            assertThat(Sql.value(reader, "SELECT count(*) FROM t")).isEqualTo("3");
        }
        assertThat(WalFiles.checkpointTruncate(file()).busy()).isZero();
    }

    @Test
    void aStatementThatIsUsedAgainHoldsNothingOfItsLastUse() throws SQLException {
        try (Connection reader = database.reader()) {
            PreparedStatement first = reader.prepareStatement(SELECT);
            first.setInt(1, 1);
            ResultSet rows = first.executeQuery();
            assertThat(rows.next()).isTrue();
            first.close();
            try (PreparedStatement second = reader.prepareStatement(SELECT)) {
                second.setInt(1, 99);
                assertThat(second.executeQuery().next()).isFalse();
                assertThat(rows.isClosed()).isTrue();
                assertThat(first.isClosed()).isTrue();
                assertThatThrownBy(rows::next).hasMessageContaining("closed");
                assertThatThrownBy(() -> first.setInt(1, 2)).hasMessageContaining("closed");
                first.close();
                assertThat(second.isClosed()).isFalse();
            }
        }
    }

    @Test
    void aStatementSeesTheTableAsItIsNow() throws SQLException {
        for (String sql : new String[] {"SELECT * FROM t", "SELECT t.* FROM t"}) {
            int before = columns(sql);
            String name = "added" + before;
            database.useTransaction(c -> Sql.execute(c, "ALTER TABLE t ADD COLUMN " + name));
            assertThat(columns(sql)).isEqualTo(before + 1);
        }
    }

    @Test
    void nothingThatIsKeptIsInTheWayOfVacuum() throws SQLException {
        for (int i = 0; i < 3; i++) {
            database.useTransaction(
                    c -> {
                        try (PreparedStatement insert =
                                c.prepareStatement("INSERT INTO t VALUES (?)")) {
                            insert.setInt(1, 9);
                            insert.executeUpdate();
                        }
                    });
            try (Connection writer = database.writer(LONG)) {
                Sql.execute(writer, "VACUUM");
                Sql.execute(writer, "CREATE TABLE u AS SELECT x FROM t");
                Sql.execute(writer, "DROP TABLE u");
            }
        }
    }

    @Test
    void onlySoManyAreKeptAndOnlyForSoLong() throws Exception {
        try (SqliteDatabase few =
                SqliteDatabase.builder(folder.resolve("few.db"))
                        .keepReaders(2, Duration.ofMillis(200))
                        .open()) {
            List<Connection> readers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                readers.add(few.reader());
            }
            for (Connection reader : readers) {
                reader.close();
            }
            assertThat(few.idleReaders()).isEqualTo(2);
            Waiting.until("they are closed", () -> few.idleReaders() == 0);
        }
    }

    @Test
    void whereLeaksAreLookedForNoneIsKept() throws SQLException {
        System.setProperty("sqliteleak.leak-check.running", "true");
        try {
            database.reader().close();
            assertThat(database.idleReaders()).isZero();
        } finally {
            System.clearProperty("sqliteleak.leak-check.running");
        }
    }

    @Test
    void closingLeavesNothingBesideTheFile() throws SQLException {
        List<Connection> readers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            readers.add(database.reader());
        }
        for (Connection reader : readers) {
            Sql.value(reader, "SELECT count(*) FROM t");
            reader.close();
        }
        assertThat(database.idleReaders()).isEqualTo(5);
        assertThat(database.close(LONG).isClean()).isTrue();
        assertThat(WalFiles.auxiliaryFiles(file())).isEmpty();
    }

    private int columns(String sql) throws SQLException {
        try (Connection reader = database.reader();
                PreparedStatement select = reader.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            return rows.getMetaData().getColumnCount();
        }
    }

    private Connection take(boolean writer) throws SQLException {
        return writer ? database.writer(LONG) : database.reader();
    }

    private List<String> state(boolean writer) throws SQLException {
        try (Connection connection = take(writer)) {
            List<String> state = new ArrayList<>();
            for (String pragma : List.of("cache_size", "temp_store", "busy_timeout")) {
                state.add(pragma + " " + Sql.value(connection, "PRAGMA " + pragma));
            }
            state.add(String.valueOf(Sql.value(connection, "SELECT 'a' LIKE 'A'")));
            state.addAll(Sql.values(connection, "SELECT name FROM sqlite_temp_master"));
            try (ResultSet row =
                    connection.createStatement().executeQuery("PRAGMA database_list")) {
                while (row.next()) {
                    if (!row.getString("name").equals("temp")) {
                        state.add(row.getString("name"));
                    }
                }
            }
            return state;
        }
    }

    /** By unwrapping, after which the connection is not used again. */
    private SQLiteConnection targetOfReader() throws SQLException {
        try (Connection reader = database.reader()) {
            return reader.unwrap(SQLiteConnection.class);
        }
    }

    private static Connection target(Connection handle) {
        Lease lease = Guard.leaseOf(handle);
        assertThat(lease).isNotNull();
        return lease.target();
    }

    private Path file() {
        return folder.resolve("data.db");
    }
}
