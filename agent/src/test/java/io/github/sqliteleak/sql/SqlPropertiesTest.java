package io.github.sqliteleak.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for any text at all, tried on many made from a fixed seed. */
class SqlPropertiesTest {
    private static final int TEXTS = 20_000;
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

    @Test
    void nothingThrows() {
        Random random = new Random(42);
        for (int i = 0; i < TEXTS; i++) {
            String sql = text(random, PIECES, PIECES);

            StatementKind.of(sql);
            SavepointName.of(sql);
            SqlScript.controlsTransaction(sql);
            assertThat(SqlMask.mask(sql)).hasSizeLessThanOrEqualTo(2_001);
            assertThat(SqlMask.hideSecrets(sql)).hasSizeLessThanOrEqualTo(sql.length() * 4 + 4);
        }
    }

    @Test
    void maskedTextHoldsNoLiteral() {
        Random random = new Random(43);
        for (int i = 0; i < TEXTS; i++) {
            String sql = text(random, AROUND, LITERALS);

            assertThat(SqlMask.mask(sql)).as(sql).doesNotContain("zz").doesNotContain("7788");
        }
    }

    @Test
    void maskingAgainChangesNothing() {
        Random random = new Random(44);
        for (int i = 0; i < TEXTS; i++) {
            String masked = SqlMask.mask(text(random, AROUND, LITERALS));

            assertThat(SqlMask.mask(masked)).isEqualTo(masked);
        }
    }

    @Test
    void noKeyIsEverShown() {
        Random random = new Random(45);
        for (int i = 0; i < TEXTS; i++) {
            String start = random.nextBoolean() ? "PRAGMA key" : "ATTACH 'f' AS g KEY ";
            String value = start.startsWith("P") && random.nextBoolean() ? "=zz" : "(zz";
            String sql = start + value + text(random, PIECES, LITERALS).replace(";", "zz");

            assertThat(SqlMask.mask(sql)).as(sql).doesNotContain("zz");
            assertThat(SqlMask.hideSecrets(sql)).as(sql).doesNotContain("zz");
        }
    }

    @Test
    void splittingLosesNoStatement() {
        Random random = new Random(46);
        for (int i = 0; i < TEXTS; i++) {
            String script = text(random, AROUND, LITERALS);

            String joined = String.join(";", SqlScript.split(script));

            assertThat(SqlScript.split(joined)).as(script).isEqualTo(SqlScript.split(script));
        }
    }

    private static String text(Random random, String[] some, String[] others) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(some[random.nextInt(some.length)]);
            text.append(others[random.nextInt(others.length)]);
        }
        return text.toString();
    }
}
