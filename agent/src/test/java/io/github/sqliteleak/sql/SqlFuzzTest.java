package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold for any text at all. */
class SqlFuzzTest {
    private static final String SEED = "42";

    private static final String[] PIECES = {
        "SELECT",
        "BEGIN",
        "END",
        "CREATE",
        "TRIGGER",
        "PRAGMA",
        "ATTACH",
        "AS",
        "KEY",
        "key",
        "TO",
        "WITH",
        "ROLLBACK",
        "SAVEPOINT",
        "RELEASE",
        "t1",
        "'",
        "''",
        "\"",
        "`",
        "[",
        "]",
        "(",
        ")",
        ";",
        "--",
        "/*",
        "*/",
        "\n",
        " ",
        "=",
        ".",
        ",",
        "?1",
        ":a",
        "$",
        "@",
        "x'",
        "0x1F",
        "1e",
        "+",
        "-",
        "12",
        "\u0000",
        "\uFEFF",
        "é",
        "\uD83D",
        "…"
    };
    private static final String[] LITERALS = {
        "'zz''zz'", "'zz;--/*'", "x'zz'", "7788zz", "'zz\n'", ".7788", "7788e-7788"
    };
    private static final String[] AROUND = {
        "SELECT ",
        "a ",
        ", ",
        " IN (",
        ")",
        "; ",
        "/* zz */",
        "-- zz\n",
        " \"q;'\" ",
        "[q']",
        "`q'`",
        "WHERE b1=",
        " ?2 ",
        "CREATE TRIGGER t BEGIN ",
        " END;",
        "PRAGMA key=",
        "ATTACH ",
        " KEY "
    };

    @Property(seed = SEED)
    void nothingThrows(@ForAll("anything") String sql) {
        StatementKind.of(sql);
        StatementKind.creates(sql);
        SavepointName.of(sql);
        SqlScript.controlsTransaction(sql);
        PragmaText.of(sql);
        PragmaText.mayWrite(sql);
        WriteTarget.of(sql);
        AttachText.of(sql);
        ReadSource.hasAny(sql);
        ConflictClause.of(sql);
        assertThat(SqlMask.mask(sql)).hasSizeLessThanOrEqualTo(2_001);
        assertThat(SqlMask.hideSecrets(sql)).hasSizeLessThanOrEqualTo(sql.length() * 4 + 4);
    }

    @Property(seed = SEED)
    void maskedTextHoldsNoLiteral(@ForAll("statements") String sql) {
        String masked = SqlMask.mask(sql);

        assertThat(masked).doesNotContain("zz").doesNotContain("7788");
        assertThat(SqlMask.mask(masked)).as("masked again").isEqualTo(masked);
    }

    @Property(seed = SEED)
    void noKeyIsEverShown(@ForAll("keys") String beginning, @ForAll("hidden") String rest) {
        String sql = beginning + rest.replace(";", "zz");

        assertThat(SqlMask.mask(sql)).doesNotContain("zz");
        assertThat(SqlMask.hideSecrets(sql)).doesNotContain("zz");
    }

    @Property(seed = SEED)
    void splittingLosesNoStatement(@ForAll("statements") String script) {
        String joined = String.join(";", SqlScript.split(script));

        assertThat(SqlScript.split(joined)).isEqualTo(SqlScript.split(script));
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.oneOf(
                texts(Arbitraries.of(PIECES), 24),
                texts(Arbitraries.oneOf(Arbitraries.of(PIECES), Arbitraries.strings()), 8));
    }

    @Provide
    Arbitrary<String> statements() {
        return texts(pairs(AROUND, LITERALS), 12);
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.of("PRAGMA key=zz", "PRAGMA key(zz", "ATTACH 'f' AS g KEY (zz");
    }

    @Provide
    Arbitrary<String> hidden() {
        return texts(pairs(PIECES, LITERALS), 12);
    }

    private static Arbitrary<String> pairs(String[] some, String[] others) {
        return Arbitraries.of(some)
                .flatMap(one -> Arbitraries.of(others).map(other -> one + other));
    }

    private static Arbitrary<String> texts(Arbitrary<String> pieces, int most) {
        return pieces.list().ofMinSize(1).ofMaxSize(most).map(all -> String.join("", all));
    }
}
