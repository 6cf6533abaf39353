package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLite itself is asked whether it understands each text in the same way. */
class BusyTimeoutPragmaTest {
    private static final int BEFORE = 77;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA busy_timeout=5000",
                "pragma BUSY_TIMEOUT = 5000",
                "PRAGMA busy_timeout(5000)",
                "PRAGMA main.busy_timeout=5000",
                "PRAGMA temp . busy_timeout = 5000",
                "PRAGMA \"busy_timeout\"=5000",
                "PRAGMA [busy_timeout]=5000",
                "PRAGMA `busy_timeout`=5000",
                "PRAGMA 'busy_timeout'=5000",
                "PRAGMA busy_timeout='5000'",
                "PRAGMA busy_timeout=\"5000\"",
                "PRAGMA busy_timeout=+5000",
                "PRAGMA busy_timeout='+5000'",
                "PRAGMA busy_timeout=-5000",
                "PRAGMA busy_timeout='-5000'",
                "PRAGMA busy_timeout=0",
                "PRAGMA busy_timeout=0x10",
                "PRAGMA busy_timeout='0x10'",
                "PRAGMA busy_timeout='5s'",
                "PRAGMA busy_timeout=5e3",
                "PRAGMA busy_timeout=5.9",
                "PRAGMA busy_timeout=007",
                "PRAGMA busy_timeout=2147483647",
                "PRAGMA busy_timeout='0x7fffffff'",
                "PRAGMA busy_timeout",
                "PRAGMA busy_timeout;",
                "PRAGMA/* why */busy_timeout--x\n=/**/40",
                ";; PRAGMA busy_timeout=40;",
                "EXPLAIN PRAGMA busy_timeout=40",
                "EXPLAIN QUERY PLAN PRAGMA busy_timeout=40",
                "PRAGMA cache_size=40",
                "SELECT 'PRAGMA busy_timeout=40'",
                "SELECT timeout FROM pragma_busy_timeout",
                "PRAGMA busy_timeout=40; PRAGMA busy_timeout=50",
                "SELECT 1; PRAGMA busy_timeout=50",
            })
    void readsAStatementAsSqliteDoes(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:");
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=" + BEFORE);
            statement.execute(sql);

            Integer set = BusyTimeoutPragma.setByFirst(sql);

            assertThat(set == null ? BEFORE : set).isEqualTo(timeout(statement));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'abc'",
                "abc",
                "' 5'",
                "2147483648",
                "99999999999",
                "'0xffffffff'",
                "'0x123456789'",
                "'0x'",
                "''",
                "'+'"
            })
    void doesNotSayWhatSqliteMakesOfWhatIsNoNumber(String value) throws SQLException {
        String sql = "PRAGMA busy_timeout=" + value;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:");
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=" + BEFORE);
            statement.execute(sql);

            assertThat(timeout(statement)).isIn(0, BEFORE);
            assertThat(BusyTimeoutPragma.setByFirst(sql)).isEqualTo(BusyTimeoutPragma.UNKNOWN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA busy_timeout=40",
                "PRAGMA busy_timeout=40; PRAGMA busy_timeout=50",
                "PRAGMA busy_timeout=40; CREATE TABLE t (x);",
                "CREATE TABLE t (x); PRAGMA busy_timeout(60); INSERT INTO t VALUES (';')",
                "CREATE TABLE t (busy_timeout)",
                "PRAGMA busy_timeout=40; PRAGMA busy_timeout",
                "CREATE TABLE t (x); CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END;"
                        + " PRAGMA busy_timeout=9",
            })
    void readsAScriptAsSqliteDoes(String script) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:");
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=" + BEFORE);
            statement.executeUpdate(script);

            Integer set = BusyTimeoutPragma.setByAll(script);

            assertThat(set == null ? BEFORE : set).isEqualTo(timeout(statement));
        }
    }

    @Test
    void knowsWhereTheNameStands() {
        assertThat(BusyTimeoutPragma.isNamedIn("PRAGMA Busy_Timeout")).isTrue();
        assertThat(BusyTimeoutPragma.isNamedIn("select * from a_b, pragma_busy_timeout")).isTrue();
        assertThat(BusyTimeoutPragma.isNamedIn("busy_timeout")).isTrue();
        assertThat(BusyTimeoutPragma.isNamedIn("_timeout")).isFalse();
        assertThat(BusyTimeoutPragma.isNamedIn("select busy from timeout_")).isFalse();
        assertThat(BusyTimeoutPragma.isNamedIn("")).isFalse();
    }

    private static int timeout(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA busy_timeout")) {
            return row.getInt(1);
        }
    }
}
