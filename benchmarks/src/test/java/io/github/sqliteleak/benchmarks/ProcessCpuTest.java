package io.github.sqliteleak.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessCpuTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.061 0.014\n", "0,061 0,014\n"})
    void addsUserAndSystemTimeInAnyLocale(String times) {
        assertThat(ProcessCpu.nanos(times)).isEqualTo(75e6);
    }
}
