package io.github.sqliteleak.judge;

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
        "com.x, comyx, false"
    })
    void matchesTheWholeText(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }
}
