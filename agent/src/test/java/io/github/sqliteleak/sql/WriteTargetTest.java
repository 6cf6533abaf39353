package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteTargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE IF NOT EXISTS t (x)",
                "create unique index if not exists i on t(x)",
                "/* */ DROP TABLE IF EXISTS t",
                "CREATE VIRTUAL TABLE IF NOT EXISTS t USING fts5(x)",
                "REINDEX"
            })
    void mayDoNothing(String sql) {
        assertThat(WriteEffect.of(sql)).isEqualTo(WriteEffect.MAY_LOCK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (x)",
                "DROP TABLE t",
                "INSERT INTO t VALUES (1)",
                "UPDATE t SET x = 1",
                "ALTER TABLE t ADD COLUMN y"
            })
    void alwaysTakesTheWriteLock(String sql) {
        assertThat(WriteEffect.of(sql)).isEqualTo(WriteEffect.LOCKS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert into T values(1) | | t",
                "INSERT OR IGNORE INTO main.t(x) VALUES (1) | main | t",
                "replace into temp.t values(1) | temp | t",
                "update or fail t set x = 1 | | t",
                "delete from \"my t\" | | my t",
                "with n as (select 1 from a) insert into t select * from n | | t",
                "create temp table t(x) | temp | t",
                "create temporary table if not exists t(x) | | t",
                "create table temp.t(x) | temp | t",
                "create temp view v as select 1 | temp | v",
                "drop table if exists t | | t",
            })
    void isFound(String sql, String schema, String table) {
        assertThat(WriteTarget.of(sql)).isEqualTo(new WriteTarget(schema, table));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "select 1", "insert", "commit; insert into t values(1)"})
    void isNotGuessed(String sql) {
        assertThat(WriteTarget.of(sql)).isNull();
    }
}
