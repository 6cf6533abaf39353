package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA busy_timeout=40; INSERT INTO none VALUES (1)",
                "pragma busy_timeout ( 40 ) ; no sql at all",
                "PRAGMA busy_timeout=40; PRAGMA busy_timeout=50; INSERT INTO none VALUES (1)",
                "INSERT INTO none VALUES (1); PRAGMA busy_timeout=40",
                "INSERT INTO none VALUES ('PRAGMA busy_timeout=40')",
                "PRAGMA busy_timeout; INSERT INTO none VALUES (1)",
            })
    void knowsWhatAScriptHasSetThatFailed(String script) throws SQLException {
        Integer set = BusyTimeoutPragma.setByFailed(script, false);

        assertThat(set == null ? BEFORE : set).isEqualTo(afterFailing(script));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (x); PRAGMA busy_timeout=40; INSERT INTO none VALUES (1)",
                "PRAGMA none.busy_timeout=40; INSERT INTO none VALUES (1)",
                "PRAGMA busy_timeout=40 no sql; CREATE TABLE t (x)",
                "PRAGMA busy_timeout='none'; INSERT INTO none VALUES (1)",
            })
    void doesNotSayWhatAScriptHasSetWhereThatDependsOnWhereItFailed(String script)
            throws SQLException {
        assertThat(afterFailing(script)).isIn(0, 40, BEFORE);
        assertThat(BusyTimeoutPragma.setByFailed(script, false))
                .isEqualTo(BusyTimeoutPragma.UNKNOWN);
    }

    @Test
    void doesNotSayWhatAnInterruptedScriptHasSet() {
        String script = "PRAGMA busy_timeout=40; CREATE TABLE t (x)";

        assertThat(BusyTimeoutPragma.setByFailed(script, true))
                .isEqualTo(BusyTimeoutPragma.UNKNOWN);
        assertThat(BusyTimeoutPragma.setByFailed("CREATE TABLE busy_timeout (x)", true)).isNull();
    }

    private static int afterFailing(String script) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:");
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=" + BEFORE);
            assertThatThrownBy(() -> statement.executeUpdate(script))
                    .isInstanceOf(SQLException.class);
            return timeout(statement);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA Busy_Timeout",
                "EXPLAIN QUERY PLAN PRAGMA busy_timeout",
                "PRAGMA 'busy_timeout'=5",
                "SELECT 1; PRAGMA main.[busy_timeout]",
                "select * from a_b, pragma_busy_timeout",
                "SELECT * FROM 'pragma_busy_timeout'",
                "WITH q AS (SELECT * FROM \"pragma_busy_timeout\") SELECT * FROM q",
            })
    void knowsWhatUsesTheTimeout(String sql) {
        assertThat(BusyTimeoutPragma.isUsedIn(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_timeout",
                "select busy from timeout_",
                "busy_timeout",
                "INSERT INTO t VALUES ('busy_timeout')",
                "INSERT INTO t VALUES ('see pragma_busy_timeout')",
                "UPDATE t SET busy_timeout = 5 -- PRAGMA busy_timeout",
                "PRAGMA cache_size=5; SELECT busy_timeout FROM t",
                "/* PRAGMA busy_timeout */ SELECT 1",
            })
    void knowsWhatOnlyNamesIt(String sql) {
        assertThat(BusyTimeoutPragma.isUsedIn(sql)).isFalse();
    }

    private static int timeout(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA busy_timeout")) {
            return row.getInt(1);
        }
    }
}
