package io.github.sqliteleak.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.glob.Glob;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any text can stand in a suppressions file: it is taken, or refused with its line. */
class SuppressionsFuzzTest {
    private static final String[] PIECES = {
        "open:",
        "any:",
        "test:",
        "db:",
        "fp:",
        "OPEN:",
        "#",
        "*",
        "**",
        "?",
        "a.B",
        "#c",
        "()",
        "9f2c4e11a0b37d65",
        "\\",
        "[",
        "(",
        "\u0000",
        "\ud800",
        "\ufeff",
        " ",
        "\t",
        "/",
        ""
    };

    @Property(seed = "45")
    void isTakenOrRefusedWithItsLine(@ForAll("lines") List<String> lines) {
        try {
            assertThat(Suppressions.parse("file", lines).patterns().size())
                    .isLessThanOrEqualTo(lines.size());
        } catch (PatternException e) {
            assertThat(e.getMessage()).contains("file:");
        }
    }

    /** However many stars it has, it ends: the JVM's own matcher would take years for some. */
    @Property(seed = "45")
    void aPatternMatchesItselfWithoutItsStars(@ForAll("lines") List<String> parts) {
        String text = String.join("x", parts);
        String pattern = text.replace("?", "*").replace("x", "*x*");

        assertThat(new Glob(pattern).matches(text.replace("*", "").replace("?", ""))).isTrue();
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.oneOf(Arbitraries.of(PIECES), Arbitraries.strings().ofMaxLength(6))
                .list()
                .ofMaxSize(5)
                .map(all -> String.join("", all))
                .list()
                .ofMaxSize(6);
    }
}
