package io.github.sqliteleak.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultCodesTest {
    @Test
    void distinguishesLocksFromOtherFailures() {
        assertThat(ResultCodes.isLock(5)).isTrue();
        assertThat(ResultCodes.isLock(517)).isTrue();
        assertThat(ResultCodes.isLock(262)).isTrue();
        assertThat(ResultCodes.isLock(19)).isFalse();
        assertThat(ResultCodes.isLock(0)).isFalse();
    }
}
