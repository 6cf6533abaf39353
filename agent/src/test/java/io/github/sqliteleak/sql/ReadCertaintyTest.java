package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What is said of a statement is what SQLite does with it. */
class ReadCertaintyTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT x FROM t",
                "select * from sqlite_schema",
                "SELECT * FROM t WHERE 0",
                "SELECT * FROM main.t LIMIT 0",
                "SELECT * FROM a_constant",
                "SELECT * FROM (SELECT x FROM t)",
                "SELECT * FROM (SELECT 1), t",
                "SELECT * FROM (SELECT 1) LEFT JOIN t",
                "SELECT 1 UNION ALL SELECT x FROM t",
                "SELECT value FROM json_each('[1]')",
                "SELECT * FROM pragma_user_version",
                "WITH q AS (SELECT x FROM t) SELECT * FROM q",
                "WITH q(y) AS (SELECT 1), r AS (SELECT x FROM t) SELECT * FROM q, r",
                "PRAGMA user_version",
                "PRAGMA main.schema_version",
                "PRAGMA table_info(t)",
                "PRAGMA page_count"
            })
    void readsForSure(String sql) throws SQLException {
        assertThat(of(sql)).isEqualTo(ReadCertainty.SURE);
        assertThat(takesSnapshot(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "VALUES (1)",
                "SELECT 'x from t'",
                "SELECT last_insert_rowid()",
                "EXPLAIN SELECT x FROM t",
                "PRAGMA foreign_keys",
                "PRAGMA journal_mode",
                "PRAGMA database_list"
            })
    void readsNothing(String sql) throws SQLException {
        assertThat(of(sql)).isEqualTo(ReadCertainty.NONE);
        assertThat(takesSnapshot(sql)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM (SELECT 1)",
                "SELECT * FROM temp.mine",
                "SELECT * FROM sqlite_temp_master",
                "WITH q AS (SELECT x FROM t) SELECT 1",
                "WITH t AS (SELECT 1) SELECT * FROM t",
                "SELECT 1 WHERE 0 AND EXISTS (SELECT 1 FROM t)"
            })
    void isNotSureOfWhatReadsNothing(String sql) throws SQLException {
        assertThat(of(sql)).isEqualTo(ReadCertainty.MAYBE);
        assertThat(takesSnapshot(sql)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT EXISTS (SELECT 1 FROM t)",
                "SELECT 5 IN t",
                "VALUES ((SELECT x FROM t))",
                "PRAGMA index_list(t)"
            })
    void isNotSureOfWhatReads(String sql) throws SQLException {
        assertThat(of(sql)).isEqualTo(ReadCertainty.MAYBE);
        assertThat(takesSnapshot(sql)).isTrue();
    }

    private static ReadCertainty of(String sql) {
        return StatementKind.of(sql) == StatementKind.PRAGMA
                ? ReadCertainty.ofPragma(sql)
                : ReadCertainty.of(sql);
    }

    /** Whether SQLite refuses a write after it because another connection has written since. */
    private boolean takesSnapshot(String sql) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("data.db"));
        source.setJournalMode("WAL");
        try (Connection reader = source.getConnection();
                Connection writer = source.getConnection()) {
            run(writer, "CREATE TABLE t (x)");
            run(writer, "CREATE INDEX i ON t (x)");
            run(writer, "CREATE VIEW a_constant AS SELECT 1");
            run(reader, "CREATE TEMP TABLE mine (x)");
            run(reader, "SELECT x FROM t");
            run(reader, "BEGIN");
            run(reader, sql);
            run(writer, "INSERT INTO t VALUES (1)");
            try {
                run(reader, "INSERT INTO t VALUES (2)");
                return false;
            } catch (SQLiteException e) {
                assertThat(e.getResultCode()).isEqualTo(SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT);
                return true;
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
