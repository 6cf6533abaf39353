package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.maven.surefire.shared.utils.cli.CommandLineUtils;
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
        assertThat(ArgLine.prepend(null, null, "-javaagent:x")).isEqualTo("-javaagent:x");
        assertThat(ArgLine.prepend("", null, "-javaagent:x")).isEqualTo("-javaagent:x");
        assertThat(ArgLine.prepend("-Xmx1g -ea", null, "-javaagent:x"))
                .isEqualTo("-javaagent:x -Xmx1g -ea");
    }

    @Test
    void takesThePlaceOfTheAgentPutThereBefore() {
        String unit = ArgLine.prepend("-Xmx1g", null, "-javaagent:x=report=unit");
        String jacoco = "-javaagent:jacoco.jar " + unit;

        assertThat(ArgLine.prepend(jacoco, "-javaagent:x=report=unit", "-javaagent:x=report=it"))
                .isEqualTo("-javaagent:x=report=it -javaagent:jacoco.jar  -Xmx1g");
    }

    @Test
    void knowsBothWaysToTakeInAProperty() {
        assertThat(ArgLine.refersTo("@{argLine} -Xmx1g", "argLine")).isTrue();
        assertThat(ArgLine.refersTo("-Xmx1g ${argLine}", "argLine")).isTrue();
        assertThat(ArgLine.refersTo("-Xmx1g @{argLineIt}", "argLine")).isFalse();
        assertThat(ArgLine.refersTo("-Xmx1g", "argLine")).isFalse();
    }
}
