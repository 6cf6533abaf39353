package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.maven.surefire.shared.utils.cli.CommandLineUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-javaagent:/repo/agent.jar=report=/build/sqlite-leaks",
                "-javaagent:/my repo/agent.jar=report=/my build/sqlite-leaks",
                "-javaagent:/repo/agent.jar=report=\"/a,b/sqlite-leaks\"",
                "-javaagent:/my repo/agent.jar=report=\"/a, b/sqlite-leaks\"",
                "-javaagent:/the user's/agent.jar",
                "-javaagent:/the user's/agent.jar=report=\"/a,b\"",
                "-javaagent:C:\\my repo\\agent.jar=report=C:\\build\\sqlite-leaks"
            })
    void staysOneArgumentForSurefire(String argument) throws Exception {
        String line = "-Xmx1g " + ArgLine.quoted(argument) + " -ea";

        assertThat(CommandLineUtils.translateCommandline(line))
                .containsExactly("-Xmx1g", argument, "-ea");
    }

    @Test
    void quotesNothingThatIsPlain() {
        assertThat(ArgLine.quoted("-Xmx1g")).isEqualTo("-Xmx1g");
    }

    @Test
    void goesInFrontOfWhatIsThere() {
        assertThat(prepend(null)).isEqualTo("-javaagent:/a b/x.jar -Dmark");
        assertThat(prepend(" ")).isEqualTo("-javaagent:/a b/x.jar -Dmark");
        assertThat(prepend("-Xmx1g \"-Da=b  c\" -ea"))
                .isEqualTo("-javaagent:/a b/x.jar -Dmark -Xmx1g \"-Da=b  c\" -ea");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-javaagent:jacoco.jar \"-javaagent:/a b/x.jar=report=u\" -Dmark -Xmx1g",
                "-javaagent:jacoco.jar '-javaagent:/a b/x.jar=report=\"u, v\"' -Dmark -Xmx1g",
                "-javaagent:jacoco.jar \"-javaagent:/a b/x.jar=report=\\\"u, v\\\"\" -Dmark -Xmx1g",
                "-javaagent:jacoco.jar -Dmark -Xmx1g"
            })
    void takesThePlaceOfTheAgentPutThereBefore(String line) {
        assertThat(prepend(line))
                .isEqualTo("-javaagent:/a b/x.jar -Dmark -javaagent:jacoco.jar -Xmx1g");
    }

    @Test
    void knowsBothWaysToTakeInAProperty() {
        assertThat(ArgLine.refersTo("@{argLine} -Xmx1g", "argLine")).isTrue();
        assertThat(ArgLine.refersTo("-Xmx1g ${argLine}", "argLine")).isTrue();
        assertThat(ArgLine.refersTo("-Xmx1g @{argLineIt}", "argLine")).isFalse();
        assertThat(ArgLine.refersTo("-Xmx1g", "argLine")).isFalse();
    }

    private static String prepend(@Nullable String line) {
        return ArgLine.prepend(line, "/a b/x.jar", "-Dmark", "-javaagent:/a b/x.jar -Dmark");
    }
}
