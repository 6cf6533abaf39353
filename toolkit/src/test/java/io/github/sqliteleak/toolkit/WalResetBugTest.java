package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalResetBugTest {
    @ParameterizedTest
    @ValueSource(strings = {"3.7.0", "3.44.5", "3.45.0", "3.50.6", "3.51.2", "not known"})
    void isInTheseVersions(String version) {
        assertThat(WalResetBug.affects(version)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6.23", "3.44.6", "3.50.7", "3.51.3", "3.52.0", "4.0"})
    void isNotInThese(String version) {
        assertThat(WalResetBug.affects(version)).isFalse();
    }
}
