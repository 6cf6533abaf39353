package io.github.sqliteleak.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalResetBugTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "3.7.0",
                "3.7",
                "3.8.11.1",
                "3.39.2",
                "3.44.5",
                "3.45.0",
                "3.49.1",
                "3.50.0",
                "3.50.6",
                "3.51.0",
                "3.51.2",
                "unknown",
                ""
            })
    void isThere(String version) {
        assertThat(WalResetBug.affects(version)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6.23", "3.44.6", "3.50.7", "3.51.3", "3.52.0", "3.54.1", "4.0.0"})
    void isNotThere(String version) {
        assertThat(WalResetBug.affects(version)).isFalse();
    }
}
