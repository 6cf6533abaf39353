package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {
    @Test
    void splitsAtSemicolons() {
        assertThat(SqlScript.split(" BEGIN; ;;INSERT INTO t VALUES (1) ;\n-- done;\nCOMMIT"))
                .containsExactly("BEGIN", "INSERT INTO t VALUES (1)", "COMMIT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a;''b;'",
                "SELECT \"a;\"\"b;\"",
                "SELECT `a;`",
                "SELECT [a;]",
                "SELECT x';'",
                "SELECT /* ; */ 1",
                "SELECT -- ;\n 1",
                "SELECT 'never closed; COMMIT",
                "SELECT 1 /* never closed; */ + 2"
            })
    void leavesQuotedAndCommentedSemicolonsAlone(String statement) {
        assertThat(SqlScript.split(statement)).containsExactly(statement);
    }

    @Test
    void findsNothingInCommentsAlone() {
        assertThat(SqlScript.split("; -- a;\n /* b; */ ; /* c;")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER a AFTER INSERT ON t BEGIN UPDATE t SET x = 1; END",
                "create temp trigger a delete on t begin delete from u; select 1; end",
                "CREATE TEMPORARY TRIGGER a INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; END",
                "CREATE /* ; */ TRIGGER a INSERT ON t BEGIN SELECT 'END;'; SELECT 2;/*x*/END",
                "EXPLAIN QUERY PLAN CREATE TRIGGER a INSERT ON t BEGIN SELECT 1; END"
            })
    void keepsATriggerWhole(String trigger) {
        assertThat(SqlScript.split("BEGIN; " + trigger + "; COMMIT"))
                .containsExactly("BEGIN", trigger, "COMMIT");
    }

    @Test
    void takesATableNamedLikeATriggerForATable() {
        assertThat(SqlScript.split("CREATE TABLE trigger_log (a); END; SELECT 1"))
                .containsExactly("CREATE TABLE trigger_log (a)", "END", "SELECT 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN",
                "BEGIN; INSERT INTO t VALUES (1); COMMIT",
                "INSERT INTO t VALUES (1); COMMIT",
                "SELECT 1;;/**/ SAVEPOINT a",
                "CREATE TRIGGER a INSERT ON t BEGIN SELECT 1; END; END"
            })
    void seesTransactionControlAnywhere(String script) {
        assertThat(SqlScript.controlsTransaction(script)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT 1",
                "SELECT 'a'; SELECT '; COMMIT'",
                "SELECT 1; -- COMMIT",
                "CREATE TRIGGER a INSERT ON t BEGIN SELECT 1; END;",
                "INSERT INTO t VALUES (1);"
            })
    void isNotMisledByWordsElsewhere(String script) {
        assertThat(SqlScript.controlsTransaction(script)).isFalse();
    }
}
