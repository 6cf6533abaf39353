package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFactsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT x FROM t WHERE id=?",
                "select 1",
                "INSERT INTO t VALUES (1)",
                "pragma busy_timeout = 300",
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
                "PRAGMA wal_checkpoint(TRUNCATE)",
                "PRAGMA optimize",
                "PRAGMA user_version",
                "SELECT * FROM pragma_busy_timeout",
                "begin;",
                "PRAGMA key='abc'",
                ""
            })
    void areThoseOfTheText(String sql) {
        SqlFacts facts = SqlFacts.of(sql);

        StatementKind kind = StatementKind.of(sql);
        boolean pragma = kind == StatementKind.PRAGMA;
        assertThat(facts.kind()).isEqualTo(kind);
        assertThat(facts.usesTable())
                .isEqualTo(kind == StatementKind.WRITE || ReadSource.isTable(sql));
        assertThat(facts.usesBusyTimeout()).isEqualTo(BusyTimeoutPragma.isUsedIn(sql));
        assertThat(facts.isCheckpoint()).isEqualTo(sql.contains("wal_checkpoint"));
        assertThat(facts.pragma()).isEqualTo(pragma ? PragmaText.of(sql) : null);
        assertThat(facts.setting()).isEqualTo(PragmaText.setting(sql));
        assertThat(facts.mayWrite()).isEqualTo(pragma && PragmaText.mayWrite(sql));
    }

    @Test
    void areKeptOfATextThatComesAgain() {
        SqlFacts first = SqlFacts.of("PRAGMA cache_size=-4000");

        assertThat(SqlFacts.of(new String("PRAGMA cache_size=-4000"))).isSameAs(first);
    }

    /** Both texts have one place. */
    @Test
    void areNotThoseOfAnotherText() {
        SqlFacts.of("PRAGMA Aa");

        assertThat("PRAGMA Aa".hashCode()).isEqualTo("PRAGMA BB".hashCode());
        assertThat(SqlFacts.of("PRAGMA BB=1").setting()).isEqualTo("bb=1");
        assertThat(SqlFacts.of("PRAGMA Aa=1").setting()).isEqualTo("aa=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRAGMA key='s3cret'", "ATTACH \"x.db\" AS x"})
    void areNotKeptOfATextThatMayHoldASecret(String sql) {
        assertThat(SqlFacts.of(sql)).isNotSameAs(SqlFacts.of(sql));
    }
}
