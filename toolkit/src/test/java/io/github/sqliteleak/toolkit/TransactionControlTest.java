package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against SQLite: what it takes for the end of a transaction must be found in the text. */
class TransactionControlTest {
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:");
        Sql.execute(connection, "CREATE TABLE t (x)");
        Sql.execute(connection, "BEGIN");
        Sql.execute(connection, "SAVEPOINT mine");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commit",
                "COMMIT;",
                "\uFEFFCOMMIT",
                "\uFEFF\uFEFF COMMIT TRANSACTION",
                "/* x */\uFEFFEND",
                "-- x\n\uFEFF-- y\nEND TRANSACTION",
                ";\uFEFF;\t\r\n\f;COMMIT",
                " \u000BCOMMIT",
                "/**/COMMIT",
                "/*/ COMMIT */ROLLBACK",
                "-- x\r-- y\nCOMMIT--",
                "COMMIT/* */",
                "END TRANSACTION 'name'",
                "ROLLBACK",
                "rollback transaction name",
                "ROLLBACK TRANSACTION \"to\"",
                "INSERT INTO t VALUES (1); COMMIT",
                "INSERT INTO t VALUES ('it''s; '); COMMIT",
                "INSERT INTO t VALUES ('\"');COMMIT; -- '",
                "SELECT \"x\" AS [;'], `x` FROM t;\uFEFFROLLBACK;BEGIN",
                "SELECT ';' -- it's\n; COMMIT",
                "SELECT 1 /* ' */; COMMIT /* ' */",
                "SAVEPOINT a; ROLLBACK TO a; RELEASE a; ROLLBACK",
                "EXPLAIN COMMIT; COMMIT",
                "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END; COMMIT",
                "CREATE TEMP TRIGGER r AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; END;"
                        + "SELECT 1;COMMIT",
                "EXPLAIN QUERY PLAN CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END; END",
                "CREATE TABLE trigger_log (x); COMMIT",
                "CREATE TABLE \"a;b\" ([c;d], `e;f`);COMMIT",
                "SELECT x'00', 1e5, $a, ?1, :end FROM t; END"
            })
    void findsWhatEndsATransaction(String sql) throws SQLException {
        assertThat(TransactionControl.in(sql)).isNotNull();
        assertThat(isEndedBy(sql)).as("the driver ends it, too").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES ('COMMIT'); SELECT 'x;COMMIT'",
                "SELECT CASE WHEN 1 THEN 2 END",
                "EXPLAIN COMMIT",
                "EXPLAIN QUERY PLAN ROLLBACK",
                "/* COMMIT; */ SELECT 1 -- ;COMMIT",
                "/* ; COMMIT",
                "-- x\rCOMMIT",
                "ROLLBACK TO mine",
                "ROLLBACK/**/TRANSACTION \uFEFFTO SAVEPOINT mine",
                "ROLLBACK TRANSACTION 'a' TO mine",
                "SAVEPOINT b; RELEASE SAVEPOINT b",
                "CREATE TABLE end_of (\"commit\" TEXT, [end;] TEXT)",
                "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; UPDATE t SET x = 2; END",
                "CREATE TEMPORARY TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END; SELECT 1",
                "CREATE TRIGGER r BEFORE INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; END;",
                "PRAGMA journal_mode = DELETE",
                ""
            })
    void letsPassWhatDoesNot(String sql) throws SQLException {
        assertThat(TransactionControl.in(sql)).isNull();
        assertThat(isEndedBy(sql)).isFalse();
    }

    @Test
    void noCharacterHidesACommit() throws SQLException {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            if (isTried(c)) {
                for (String sql :
                        new String[] {
                            c + "COMMIT", " " + c + "COMMIT", "SELECT 1;" + c + "COMMIT"
                        }) {
                    if (TransactionControl.in(sql) == null) {
                        assertThat(isEndedBy(sql)).as("with U+%04X", (int) c).isFalse();
                    }
                }
            }
        }
    }

    @Test
    void doubtsWhatDoesNotBeginWithALetterOrHasSeveralStatements() {
        assertThat(TransactionControl.isDoubtful("SELECT CASE WHEN 1 THEN 2 END;")).isFalse();
        assertThat(TransactionControl.isDoubtful("\u2003SELECT CASE WHEN 1 THEN 2 END")).isTrue();
        assertThat(TransactionControl.isDoubtful("SELECT 1; SELECT 'the End'")).isTrue();
        assertThat(TransactionControl.isDoubtful("-- x\nSELECT 1; SELECT 2")).isFalse();
        assertThat(TransactionControl.isDoubtful("")).isFalse();
    }

    /** Latin, all that is blank somewhere, and what the driver cannot encode. */
    private static boolean isTried(char c) {
        return c < 0x300
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT
                || c >= 0xFE00
                || c == Character.MIN_SURROGATE
                || c == Character.MIN_LOW_SURROGATE;
    }

    private boolean isEndedBy(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException wrong) {
            return isEnded();
        }
        return isEnded();
    }

    private boolean isEnded() throws SQLException {
        try {
            Sql.execute(connection, "SAVEPOINT probe");
            Sql.execute(connection, "ROLLBACK TO mine");
            return false;
        } catch (SQLException noSuchSavepoint) {
            return true;
        }
    }
}
