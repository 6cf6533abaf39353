package io.github.sqliteleak.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramNameTest {
    @ParameterizedTest
    @CsvSource({
        "/w/shop/orders/target/surefire/surefirebooter-20261130133403123_3.jar, tests of orders",
        "'C:\\w\\orders\\target\\surefire\\surefirebooter1.jar', tests of orders",
        "orders/target/surefire/surefirebooter1.jar, tests of orders",
        "/tmp/surefirebooter1.jar, /tmp/surefirebooter1.jar",
        "com.example.App, com.example.App",
        "/w/app.jar, /w/app.jar"
    })
    void namesTheModuleOfATestJvm(String main, String name) {
        assertThat(ProgramName.of(main)).isEqualTo(name);
    }
}
