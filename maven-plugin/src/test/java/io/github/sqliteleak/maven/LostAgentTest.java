package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostAgentTest {
    private static final Map<String, String> NONE = Map.of();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@{argLine}",
                "-Xmx1g @{argLine}",
                "${argLine} -Xmx1g",
                "-javaagent:/x/sqlite-leak-agent.jar -Xmx1g"
            })
    void staysSilentWhenTheLineKeepsTheAgent(String argLine) {
        assertThat(reasons("argLine", NONE, NONE, run(argLine, null))).isEmpty();
        assertThat(lost("argLine", NONE, NONE).isCertain(run(argLine, null))).isFalse();
    }

    @Test
    void isCertainOfWhatNoPropertyCanMend() {
        Map<String, String> given = Map.of("argLine", "-Xmx1g");

        assertThat(lost("x", NONE, NONE).isCertain(run("-Xmx1g", null))).isTrue();
        assertThat(lost("x", NONE, NONE).isCertain(run("@{argLine}", "0"))).isTrue();
        assertThat(lost("x", given, NONE).isCertain(run(null, null))).isTrue();
        assertThat(lost("x", given, NONE).isCertain(run("@{other} -Xmx1g", null))).isFalse();
        assertThat(lost("x", NONE, NONE).isCertain(run(null, null))).isFalse();
    }

    @Test
    void staysSilentWhenNothingIsConfigured() {
        assertThat(reasons("argLine", NONE, NONE, run(null, null))).isEmpty();
        assertThat(reasons("argLine", NONE, NONE, run(null, "2C"))).isEmpty();
    }

    @Test
    void namesALineThatIsHardCoded() {
        assertThat(reasons("argLine", NONE, NONE, run(" -Xmx1g ", null)))
                .containsExactly(
                        "maven-surefire-plugin (default-test) has <argLine>-Xmx1g</argLine>, which"
                                + " leaves the agent out; write <argLine>@{argLine}"
                                + " -Xmx1g</argLine>, with @ and not with $");
    }

    @Test
    void namesALineThatTakesAnotherProperty() {
        assertThat(reasons("surefire.args", NONE, NONE, run("@{argLine}", null)))
                .singleElement()
                .asString()
                .contains("write <argLine>@{surefire.args} @{argLine}</argLine>");
        assertThat(reasons("surefire.args", NONE, NONE, run(null, null)))
                .containsExactly(
                        "maven-surefire-plugin (default-test) does not use the property"
                                + " surefire.args, which has the agent; write"
                                + " <argLine>@{surefire.args}</argLine>");
    }

    @Test
    void namesTestsThatRunInMavenItself() {
        String reason =
                "maven-surefire-plugin (default-test) has forkCount 0: tests run in Maven's own"
                        + " JVM, which has no agent; use forkCount 1 or more";

        assertThat(reasons("argLine", NONE, NONE, run(null, "0"))).containsExactly(reason);
        assertThat(reasons("argLine", Map.of("forkCount", "0"), NONE, run(null, null)))
                .containsExactly(reason);
        assertThat(reasons("argLine", NONE, Map.of("forkCount", "0"), run(null, null)))
                .containsExactly(reason);
        assertThat(reasons("argLine", Map.of("forkCount", "0"), NONE, run(null, "1"))).isEmpty();
    }

    @Test
    void namesALineOfTheCommandLine() {
        Map<String, String> given = Map.of("argLine", "-Xmx1g");

        assertThat(reasons("argLine", given, NONE, run(null, null)))
                .containsExactly(
                        "maven-surefire-plugin (default-test) gets -DargLine=-Xmx1g of the command"
                                + " line, which wins over the agent; put it into"
                                + " <argLine>@{argLine} …</argLine> or into a property of the POM");
    }

    private static TestRun run(@Nullable String argLine, @Nullable String forkCount) {
        return new TestRun(TestRun.SUREFIRE, "default-test", argLine, forkCount, null);
    }

    private static List<String> reasons(
            String property,
            Map<String, String> commandLine,
            Map<String, String> projectProperties,
            TestRun run) {
        return lost(property, commandLine, projectProperties).reasons(List.of(run));
    }

    private static LostAgent lost(
            String property,
            Map<String, String> commandLine,
            Map<String, String> projectProperties) {
        return new LostAgent(property, commandLine::get, projectProperties::get);
    }
}
