package io.github.sqliteleak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*cache.db, /tmp/cache.db, true",
        "cache.db, /tmp/cache.db, false",
        "*cache.db, /tmp/cache.db-wal, false",
        "*, '', true",
        "'', '', true",
        "'', x, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "*a*b*c*, xxaxxbxxcxx, true",
        "*a*b*c*, xxaxxcxxbxx, false",
        "com.x.*#load, com.x.Repo#load, true",
        "com.x.*#load, com.x.Repo#loadAll, false",
        "a.b, aXb, false",
        "*aab, aaaab, true",
    })
    void matchesTheWholeText(String pattern, String text, boolean matches) {
        assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
    }
}
