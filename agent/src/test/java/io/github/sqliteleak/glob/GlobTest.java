package io.github.sqliteleak.glob;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "com.x.Repo#load, com.x.Repo#load, true",
        "com.x.Repo#load, com.x.Repo#loads, false",
        "x.Repo#load, com.x.Repo#load, false",
        "com.x.legacy.**, com.x.legacy.Old#run, true",
        "com.x.legacy.**, com.x.legacy, false",
        "*cache.db, /work/data/cache.db, true",
        "*cache.db, /work/data/cache.db-wal, false",
        "com.?.Repo, com.x.Repo, true",
        "com.?.Repo, com.xy.Repo, false",
        "a*b*c, aXbXbXc, true",
        "a*b*c, aXbXbX, false",
        "com.x, comyx, false",
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
        "*aab, aaaab, true"
    })
    void matchesTheWholeText(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }
}
