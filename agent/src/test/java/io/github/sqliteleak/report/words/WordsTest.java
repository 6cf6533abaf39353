package io.github.sqliteleak.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "-5, 0 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "59999, 59.9 s",
        "60000, 1 min 0 s",
        "3599999, 59 min 59 s",
        "3600000, 1 h 0 min",
        "86400000, 1 d 0 h",
        "176400000, 2 d 1 h"
    })
    void durationsAreShort(long millis, String words) {
        assertThat(Words.duration(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1 byte",
        "999, 999 bytes",
        "41232, 41 KB",
        "999999, 999 KB",
        "4194304, 4.1 MB",
        "2147483648, 2.1 GB"
    })
    void sizesAreShort(long bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }

    @Test
    void aRangeOfTwoThatLookAlikeIsOne() {
        assertThat(Words.range(Duration.ofMillis(8_010), Duration.ofMillis(8_090)))
                .isEqualTo("8.0 s");
        assertThat(Words.range(Duration.ofMillis(10), Duration.ofMillis(8_090)))
                .isEqualTo("10 ms to 8.0 s");
    }
}
