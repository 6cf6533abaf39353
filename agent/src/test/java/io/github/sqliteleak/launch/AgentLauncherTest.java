package io.github.sqliteleak.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentLauncherTest {
    @ParameterizedTest
    @CsvSource({"1.7, 7", "1.8, 8", "9, 9", "11, 11", "16, 16"})
    void isTooOld(String specification, String shown) {
        assertThat(JavaVersion.tooOld(specification))
                .isEqualTo("Java 17 or later is needed, this is Java " + shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "21", "25", "100", "", "unknown"})
    void isNotTooOld(String specification) {
        assertThat(JavaVersion.tooOld(specification)).isNull();
    }

    @Test
    void theBuildsOwnIsNotTooOld() {
        assertThat(JavaVersion.tooOld()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optional=true",
                "report=a,optional=true",
                "report=a, optional = true ,console=off",
                "optional=\"true\""
            })
    void isOptional(String arguments) {
        assertThat(AgentLauncher.isOptional(arguments)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "optional=false", "report=optional=true", "optional=truely"})
    void isNotOptional(String arguments) {
        assertThat(AgentLauncher.isOptional(arguments)).isFalse();
    }

    @Test
    void isNotOptionalWithoutArguments() {
        assertThat(AgentLauncher.isOptional(null)).isFalse();
    }
}
