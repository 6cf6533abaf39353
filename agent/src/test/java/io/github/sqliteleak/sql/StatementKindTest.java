package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementKindTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    BEGIN | BEGIN_DEFERRED
                    begin; | BEGIN_DEFERRED
                    BEGIN TRANSACTION | BEGIN_DEFERRED
                    BEGIN DEFERRED TRANSACTION | BEGIN_DEFERRED
                    BeGiN/*now*/ImMeDiAtE | BEGIN_IMMEDIATE
                    BEGIN EXCLUSIVE TRANSACTION | BEGIN_EXCLUSIVE
                    COMMIT | COMMIT
                    COMMIT TRANSACTION | COMMIT
                    END | COMMIT
                    end transaction; | COMMIT
                    ROLLBACK | ROLLBACK
                    ROLLBACK TRANSACTION | ROLLBACK
                    ROLLBACK; SAVEPOINT "to" | ROLLBACK
                    ROLLBACK TO s | ROLLBACK_TO
                    rollback transaction to savepoint s | ROLLBACK_TO
                    SAVEPOINT s | SAVEPOINT
                    RELEASE SAVEPOINT s | RELEASE
                    """)
    void tellsWhatControlsTransactions(String sql, StatementKind kind) {
        assertThat(StatementKind.of(sql)).isEqualTo(kind);
        assertThat(kind.controlsTransaction()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            textBlock =
                    """
                    SELECT 1 | READ
                    select | READ
                    values (1) | READ
                    EXPLAIN QUERY PLAN DELETE FROM t | READ
                    insert into t values (1) | WRITE
                    REPLACE INTO t VALUES (1) | WRITE
                    UPDATE t SET a = 1 | WRITE
                    DELETE FROM t | WRITE
                    CREATE TABLE t (a) | WRITE
                    DROP TABLE t | WRITE
                    ALTER TABLE t ADD b | WRITE
                    REINDEX | WRITE
                    VACUUM | WRITE
                    ANALYZE | WRITE
                    PRAGMA foreign_keys=on | PRAGMA
                    ATTACH 'x' AS y | ATTACH
                    DETACH y | DETACH
                    SELECTED | OTHER
                    select_1 | OTHER
                    SELEKT 1 | OTHER
                    'begin' | OTHER
                    ; | OTHER
                    -- commit | OTHER
                    /* commit | OTHER
                    """)
    void tellsTheRest(String sql, StatementKind kind) {
        assertThat(StatementKind.of(sql)).isEqualTo(kind);
        assertThat(kind.controlsTransaction()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            textBlock =
                    """
                    WITH a AS (DELETE) SELECT * FROM a | READ
                    WITH RECURSIVE a(x) AS (SELECT 1), b AS NOT MATERIALIZED (SELECT 2) VALUES (1) | READ
                    WITH a AS (SELECT ')' FROM t) INSERT INTO t SELECT * FROM a | WRITE
                    WITH replace AS (SELECT 1) SELECT * FROM replace | READ
                    WITH a AS (SELECT 1) REPLACE INTO t SELECT * FROM a | WRITE
                    with "select" as (select 1) update t set a = 1 | WRITE
                    WITH a AS (SELECT 1) /* SELECT */ DELETE FROM t | WRITE
                    WITH a AS (SELECT 1 | OTHER
                    """)
    void judgesWithByItsMainStatement(String sql, StatementKind kind) {
        assertThat(StatementKind.of(sql)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"' \t\n;;/* SELECT */-- SELECT\n;BEGIN'", "'\uFEFFBEGIN'", "'/**/--\n/*;*/BEGIN'"})
    void skipsWhatStandsBeforeTheStatement(String sql) {
        assertThat(StatementKind.of(sql)).isEqualTo(StatementKind.BEGIN_DEFERRED);
    }
}
