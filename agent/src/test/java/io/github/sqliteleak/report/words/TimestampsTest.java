package io.github.sqliteleak.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T12:00:00Z, 2026-11-20T12:00:00Z",
        "2026-01-02T03:04:05.999999999Z, 2026-01-02T03:04:05Z",
        "2024-02-29T23:59:59.5Z, 2024-02-29T23:59:59Z",
        "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59Z"
    })
    void writesSecondsInUtc(String instant, String written) {
        assertThat(Timestamps.iso(Instant.parse(instant))).isEqualTo(written);
    }

    @Test
    void agreesWithTheJdk() {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            Instant instant = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));

            assertThat(Timestamps.iso(instant))
                    .isEqualTo(instant.truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }
}
