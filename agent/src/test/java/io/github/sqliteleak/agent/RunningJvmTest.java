package io.github.sqliteleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningJvmTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "com.example.App --password x, classes, com.example.App",
                "com.example.App, classes, com.example.App",
                "app/com.example.App, -, app/com.example.App",
                "my app/app.jar --password x.jar, my app/app.jar, my app/app.jar",
                "com.example.App data.jar, lib.jar, com.example.App",
                "-, -, -",
            })
    void tellsWhatRunsWithoutItsArguments(String command, String classPath, String main) {
        assertThat(RunningJvm.main(command, classPath)).isEqualTo(main);
    }
}
