package io.github.sqliteleak.glob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
    private static final List<String> NAMES =
            List.of("busy_timeout", "foreign_keys", "journal_mode", "stats", "cache_size");

    @ParameterizedTest
    @CsvSource({
        "busyTimeout, busy_timeout",
        "BUSY-TIMEOUT, busy_timeout",
        "busy_timout, busy_timeout",
        "foreign_key, foreign_keys",
        "journalmdoe, journal_mode",
        "stat, stats",
    })
    void findsWhatWasMisspelt(String word, String meant) {
        assertThat(Nearest.misspelt(word, NAMES)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "timeout", "keys", "starts_now", "mode", "page_size"})
    void leavesOtherWordsAlone(String word) {
        assertThat(Nearest.misspelt(word, NAMES)).isNull();
    }
}
