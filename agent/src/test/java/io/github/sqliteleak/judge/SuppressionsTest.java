package io.github.sqliteleak.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.Reports;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressionsTest {
    @ParameterizedTest
    @CsvSource({
        "open:com.example.Repo#load, true",
        "open:com.example.Repo, true",
        "open:com.example.*, true",
        "open:com.example.App#main, false",
        "open:com.example.Repo#loa, false",
        "any:com.example.App#main, true",
        "any:com.example.**, true",
        "any:com.other.**, false",
        "test:com.example.RepoTest#loads(), true",
        "test:com.example.RepoTest#*, true",
        "test:com.example.RepoTest, false",
        "db:*cache.db, true",
        "db:cache.db, false",
        "open: com.example.Repo#load, true",
        "db:C:\\work\\*.db, true",
        "fp:6*, true",
        "fp: 6*, true",
        "fp:6, false"
    })
    void matchesByItsPrefix(String pattern, boolean matches) throws Exception {
        LeakSite group =
                group(
                        Leak.number(1)
                                .database("C:\\work\\cache.db")
                                .openAfter("com.example.RepoTest#loads()"));
        String known = pattern.replace("6", group.fingerprint().substring(0, 3));

        Suppressions suppressions = Suppressions.parse("s.txt", List.of(known));

        assertThat(matches(suppressions, group)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open:com.example.Repo#lambda$load$3",
                "open:com.example.Repo#lambda$load$",
                "any:com.example.Repo#lambda$load$*"
            })
    void knowsALambdaWithItsNumberAndWithout(String pattern) throws Exception {
        LeakSite group = group(Leak.number(1).openedIn("com.example.Repo", "lambda$load$3"));

        assertThat(matches(Suppressions.parse("s.txt", List.of(pattern)), group)).isTrue();
    }

    /** As Kotlin has them. */
    @ParameterizedTest
    @CsvSource({
        "a.T, loads a user, open:a.T#loads a user",
        "a.T$loads a user$1, invoke, open:a.T$loads a user$1#invoke",
        "a.T, fixes #42, open:a.T#fixes ?42",
        "a b.T, c, open:a?b.T#c"
    })
    void matchesNamesWithBlanks(String className, String method, String pattern) throws Exception {
        LeakSite group = group(Leak.number(1).openedIn(className, method));

        assertThat(matches(Suppressions.parse("s.txt", List.of(pattern)), group)).isTrue();
    }

    @Test
    void takesAFingerprintInCapitals() throws Exception {
        LeakSite group = group(Leak.number(1));
        String capitals = "fp:" + group.fingerprint().toUpperCase(Locale.ROOT);

        assertThat(capitals).isNotEqualTo("fp:" + group.fingerprint());
        assertThat(matches(Suppressions.parse("s.txt", List.of(capitals)), group)).isTrue();
    }

    @Test
    void passesOverCommentsAndBlankLines() throws Exception {
        assertThat(
                        Suppressions.parse(
                                        "s.txt",
                                        List.of("\uFEFF# why", "", "  fp:1  ", "\t# no", "db:*#1"))
                                .patterns())
                .extracting(Suppression::text, Suppression::place)
                .containsExactly(tuple("fp:1", "s.txt:3"), tuple("db:*#1", "s.txt:5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
                    com.x.Repo#load | s.txt:2: "com.x.Repo#load" is no pattern; allowed: open:, any:, test:, db:, fp:
                    opened:a.B      | s.txt:2: "opened:a.B" is no pattern; allowed: open:, any:, test:, db:, fp:
                    fp:xyz          | s.txt:2: "fp:xyz" can match no fingerprint; allowed: hex digits, * and ?
                    fp:9f2c…        | s.txt:2: "fp:9f2c…" can match no fingerprint; allowed: hex digits, * and ?
                    open:a.B.c(B.java:5) | s.txt:2: "open:a.B.c(B.java:5)" can match no method; allowed: class#method, without file and line
                    any:a.B#c(B.kt:5) | s.txt:2: "any:a.B#c(B.kt:5)" can match no method; allowed: class#method, without file and line
                    open:a b#c      | s.txt:2: "open:a b#c" can match no method; allowed: class#method, with ? for a blank or # in a name; a comment is a line of its own
                    open:a#b#c      | s.txt:2: "open:a#b#c" can match no method; allowed: class#method, with ?
                    any:never#x # trailing | s.txt:2: "any:never#x # trailing" can match no method; allowed: class#method, with ?
                    open:a.B # why  | s.txt:2: "open:a.B # why" can match no method; allowed: class#method, with ?
                    open:a.* # why  | s.txt:2: "open:a.* # why" can match no method; allowed: class#method, with ?
                    open:a.B#c.d    | s.txt:2: "open:a.B#c.d" can match no method; allowed: class#method, with ?
                    open:           | s.txt:2: "open:" has nothing behind open:
                    """)
    void saysWhereABadPatternStands(String pattern, String message) {
        assertThatThrownBy(() -> Suppressions.parse("s.txt", List.of("fp:1", pattern)))
                .isInstanceOf(PatternException.class)
                .hasMessageStartingWith(message);
    }

    private static boolean matches(Suppressions suppressions, LeakSite group) {
        return suppressions.find(pattern -> pattern.matches(group, group.parts().get(0))) != null;
    }

    private static LeakSite group(Leak leak) {
        return Reports.of(leak).leaks().get(0);
    }
}
