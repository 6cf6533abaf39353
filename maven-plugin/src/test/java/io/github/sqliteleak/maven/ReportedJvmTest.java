package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportedJvmTest {
    private static final String MAIN = "org.apache.maven.surefire.booter.ForkedBooter";

    @Test
    void isKnownByTheJarThatSurefireMadeForIt() {
        ReportedJvm jvm = new ReportedJvm("/with blank/boot-7.jar", 5_000, 9_000);

        assertThat(jvm.ran(result("/with blank/boot-7.jar /tmp x", 99_000), 0)).isTrue();
        assertThat(jvm.ran(result("/with blank/boot-7.jar", 99_000), 0)).isTrue();
        assertThat(jvm.ran(result("/with blank/boot-8.jar /tmp x", 6_000), 0)).isFalse();
        assertThat(jvm.ran(result("/with blank/boot-7.jar2 x", 6_000), 0)).isFalse();
    }

    @Test
    void isKnownByItsTimeWhereAllJvmsHaveOneMainClass() {
        ReportedJvm jvm = new ReportedJvm(MAIN, 5_000, 9_000);

        assertThat(jvm.ran(result(MAIN + " /tmp x", 3_000), 2_000)).isTrue();
        assertThat(jvm.ran(result(MAIN + " /tmp x", 11_000), 2_000)).isTrue();
        assertThat(jvm.ran(result(MAIN + " /tmp x", 2_999), 2_000)).isFalse();
        assertThat(jvm.ran(result(MAIN + " /tmp x", 11_001), 2_000)).isFalse();
    }

    @Test
    void isNotKnownWithoutACommand() {
        assertThat(new ReportedJvm(MAIN, 5_000, 9_000).ran(result(null, 6_000), 0)).isFalse();
        assertThat(new ReportedJvm(null, 5_000, 9_000).ran(result(MAIN, 6_000), 0)).isFalse();
    }

    private static TestResult result(@Nullable String command, long modified) {
        return new TestResult(Path.of("TEST-a.xml"), modified, false, true, command);
    }
}
