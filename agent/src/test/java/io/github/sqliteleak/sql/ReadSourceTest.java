package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadSourceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT x FROM t",
                "select (select 1 from (select 2)), 'from x' from \"my table\" where x = ?",
                "/* one */ SELECT count(*) FROM main.t;",
                "SELECT name FROM sqlite_master"
            })
    void readsATable(String sql) {
        assertThat(ReadSource.isTable(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT 'from' AS \"from\"",
                "VALUES (1), (2)",
                "EXPLAIN SELECT x FROM t",
                "SELECT 1; SELECT x FROM t"
            })
    void hasNoSource(String sql) {
        assertThat(ReadSource.hasAny(sql)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT (SELECT max(x) FROM t)", "WITH u AS (SELECT x FROM t) SELECT 1"})
    void mayHaveASource(String sql) {
        assertThat(ReadSource.hasAny(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT 'x from t'",
                "SELECT * FROM (SELECT x FROM t)",
                "SELECT * FROM pragma_table_info('t')",
                "SELECT * FROM pragma_table_list",
                "SELECT value FROM json_each('[1]')",
                "SELECT * FROM temp.t",
                "SELECT * FROM other.t",
                "SELECT * FROM sqlite_temp_master",
                "WITH t AS (SELECT 1) SELECT * FROM t",
                "SELECT x FROM",
                "EXPLAIN SELECT x FROM t",
                "INSERT INTO t SELECT x FROM u"
            })
    void isNotSureToReadATable(String sql) {
        assertThat(ReadSource.isTable(sql)).isFalse();
    }
}
