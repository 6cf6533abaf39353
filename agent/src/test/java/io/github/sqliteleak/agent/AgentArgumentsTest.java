package io.github.sqliteleak.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AgentArgumentsTest {
    private static final Path JAR = Path.of("a b", "agent.jar");

    @Test
    void leavesOutWhatIsNotSet() {
        AgentArguments arguments = new AgentArguments().set("console", null).set("sql", "");

        assertThat(arguments.vmArgument(JAR)).isEqualTo("-javaagent:" + JAR);
    }

    @Test
    void writesOptionsAsTheAgentReadsThem() throws OptionException {
        String argument =
                new AgentArguments()
                        .set("report", "x,y/sqlite leaks")
                        .set("held-warning", "30s")
                        .vmArgument(JAR);

        assertThat(argument)
                .isEqualTo("-javaagent:" + JAR + "=report=\"x,y/sqlite leaks\",held-warning=30s");
        AgentOptions options = AgentOptions.parse(argument.substring(argument.indexOf('=') + 1));
        assertThat(options.report()).isEqualTo(Path.of("x,y/sqlite leaks"));
    }

    @Test
    void refusesWhatTheAgentWouldRefuse() {
        assertThatThrownBy(() -> new AgentArguments().set("sql", "some").vmArgument(JAR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option sql: \"some\" is not allowed; allowed: masked, full, off");
        assertThatThrownBy(() -> new AgentArguments().set("reports", "x").vmArgument(JAR))
                .hasMessageStartingWith(
                        "unknown option reports; nearest: report; allowed: report, console");
    }

    @Test
    void refusesWhatCannotBeWritten() {
        assertThatThrownBy(() -> new AgentArguments().set("report", "a\"b").vmArgument(JAR))
                .hasMessage(
                        "option report: \"a\"b\" is not allowed;"
                                + " allowed: a value without double quotes");
    }
}
