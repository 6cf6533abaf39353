package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlMaskTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            textBlock =
                    """
                    SELECT 'it''s' | SELECT ?
                    SELECT x'CAFE', X'' | SELECT ?, ?
                    SELECT 1, 1.5, .5, 5., 1e-5, 1.5E+10, 0xFF, 1_000 | SELECT ?, ?, ?, ?, ?, ?, ?, ?
                    SELECT -1+2-3 | SELECT -?+?-?
                    SELECT 0xE-1 | SELECT ?-?
                    SELECT * FROM t1 WHERE c2=3 | SELECT * FROM t1 WHERE c2=?
                    SELECT col$1, é2 FROM "t 1", [t 2], `t 3` | SELECT col$1, é2 FROM "t 1", [t 2], `t 3`
                    SELECT ?, ?1, :a1, @b2, $c3, #d | SELECT ?, ?1, :a1, @b2, $c3, #d
                    WHERE a IN (1, 'b', x'0c') | WHERE a IN (?, ?, ?)
                    LIMIT 10;SELECT 'b' | LIMIT ?;SELECT ?
                    t.a->'$.b'->>0 | t.a->?->>?
                    SELECT 12ab' | …
                    SELECT 'never closed, 42 | …
                    SELECT "never closed, 42 | …
                    SELECT [never closed, 42 | …
                    SELECT x'never closed, 42 | …
                    SELECT 1 /* never closed, 42 | …
                    SELECT 1 -- not ended, 42 | SELECT ?
                    SELECT 1; INSERT INTO t VALUES ('it's; sesame', 'x'); SELECT b | SELECT ?;…
                    SELECT "sesame" | SELECT ?
                    SELECT a FROM t WHERE b = "sesame" OR b IN ("se", "same") | SELECT a FROM t WHERE b = ? OR b IN (?, ?)
                    SELECT "t"."a", f("sesame"), "f"("sesame") FROM "t", "main"."u" AS "v" | SELECT "t"."a", f(?), "f"(?) FROM "t", "main"."u" AS "v"
                    INSERT INTO "t" ("a", "b") VALUES ("sesame", 1) | INSERT INTO "t" ("a", "b") VALUES (?, ?)
                    INSERT OR REPLACE INTO main.t("a") SELECT "sesame" | INSERT OR REPLACE INTO main.t("a") SELECT ?
                    UPDATE "t" SET "a" = "sesame", "b" = 2 WHERE "c" = "open" | UPDATE "t" SET "a" = ?, "b" = ? WHERE ? = ?
                    CREATE TABLE IF NOT EXISTS "t" ("a" TEXT DEFAULT "sesame" CHECK ("a" IN ("x", "y")), "b" INT) | CREATE TABLE IF NOT EXISTS "t" ("a" TEXT DEFAULT ? CHECK (? IN (?, ?)), "b" INT)
                    PRAGMA "main".foreign_keys | PRAGMA "main".foreign_keys
                    SELECT a FROM t, "u" JOIN "w" ON "x" = "y" | SELECT a FROM t, "u" JOIN "w" ON ? = ?
                    """)
    void masksLiteralsOnly(String sql, String masked) {
        assertThat(SqlMask.mask(sql)).isEqualTo(masked);
    }

    @Test
    void foldsBlanksAndComments() {
        assertThat(SqlMask.mask("\n  SELECT\t/* 1 */ a, -- 'b'\r\n   b\n FROM/**/t  "))
                .isEqualTo("SELECT a, b FROM t");
    }

    @Test
    void cutsALongStatement() {
        String list = "a,".repeat(5_000);

        String masked = SqlMask.mask("SELECT " + list);

        assertThat(masked).hasSize(2_001).startsWith("SELECT a,a,").endsWith("…");
    }

    @Test
    void keepsAStatementOfJustTheLimit() {
        String name = "n".repeat(2_000);

        assertThat(SqlMask.mask(name)).isEqualTo(name);
        assertThat(SqlMask.mask(name + "n")).isEqualTo(name + "…");
    }

    @Test
    void neverCutsACharacterInTwo() {
        assertThat(SqlMask.mask("n".repeat(1_999) + "😀😀")).isEqualTo("n".repeat(1_999) + "…");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            textBlock =
                    """
                    PRAGMA key = 'sesame' | PRAGMA key = ***
                    PRAGMA key="sesame" | PRAGMA key=***
                    pragma KEY = sesame | pragma KEY = ***
                    PRAGMA cipher_salt = "x'7365'" | PRAGMA cipher_salt = ***
                    PRAGMA hexkey=x'7365' | PRAGMA hexkey=***
                    PRAGMA textkey('sesame') | PRAGMA textkey(***)
                    PRAGMA rekey ( sesame ) | PRAGMA rekey ( ***)
                    PRAGMA main.hexrekey = 'a' | PRAGMA main.hexrekey = ***
                    PRAGMA "main" . [textrekey] = 'a' | PRAGMA "main" . [textrekey] = ***
                    PRAGMA/**/`key`/**/=/**/'a' | PRAGMA `key` = ***
                    EXPLAIN PRAGMA key='a' | EXPLAIN PRAGMA key=***
                    PRAGMA key = ses-ame open; SELECT a | PRAGMA key = ***; SELECT a
                    PRAGMA key = 'a;b' ;SELECT 1 | PRAGMA key = *** ;SELECT ?
                    PRAGMA key sesame | PRAGMA key ***
                    PRAGMA key = 'sesame | …
                    ;PRAGMA key = 'a'; PRAGMA rekey = 'b' | ;PRAGMA key = ***; PRAGMA rekey = ***
                    ATTACH 'f' AS g KEY 'sesame' | ATTACH ? AS g KEY ***
                    attach database ?1 as "g" key sesame | attach database ?1 as "g" key ***
                    ATTACH 'f' AS key KEY x'00'; DETACH a | ATTACH ? AS key KEY ***; DETACH a
                    ATTACH "file:f?key=sesame" AS g | ATTACH ? AS g
                    """)
    void masksKeysWhateverTheirForm(String sql, String masked) {
        assertThat(SqlMask.mask(sql)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            textBlock =
                    """
                    PRAGMA  key = 'sesame'  ; SELECT  1 /* b */ | PRAGMA  key = ***; SELECT  1 /* b */
                    PRAGMA key('sesame');SELECT 'c' | PRAGMA key(***);SELECT 'c'
                    PRAGMA key=sesame /* sesame */ -- sesame | PRAGMA key=***
                    PRAGMA main.key sesame | PRAGMA main.key ***
                    PRAGMA key = | PRAGMA key =***
                    SELECT 1; PRAGMA key /* = 'sesame' | SELECT 1;***
                    PRAGMA "key = 'sesame' | ***
                    SELECT 'sesame | ***
                    ATTACH 'f' AS g KEY 'sesame'; SELECT 2 | ATTACH 'f' AS g KEY ***; SELECT 2
                    ATTACH 'file:f?mode=ro&key=sesame' AS g | ATTACH 'file:f?***' AS g
                    VACUUM INTO 'file:f?key=sesame' | VACUUM INTO 'file:f?***'
                    PRAGMA foreign_keys = 1 | PRAGMA foreign_keys = 1
                    PRAGMA hexkey_mode = 'x' | PRAGMA hexkey_mode = 'x'
                    SELECT key, 'a?b' FROM t WHERE key = 'k' | SELECT key, 'a?b' FROM t WHERE key = 'k'
                    ATTACH 'f' AS key | ATTACH 'f' AS key
                    """)
    void hidesKeysAndNothingElse(String sql, String shown) {
        assertThat(SqlMask.hideSecrets(sql)).isEqualTo(shown);
    }

    @Test
    void takesTimeInProportionToTheText() {
        String many = "ATTACH 'a' AS b;".repeat(100_000);

        assertThat(SqlMask.hideSecrets(many)).isEqualTo(many);
    }
}
