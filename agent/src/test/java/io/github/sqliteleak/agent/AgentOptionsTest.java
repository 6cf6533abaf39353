package io.github.sqliteleak.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqliteleak.agent.AgentOptions.ConsoleChoice;
import io.github.sqliteleak.sql.SqlInReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionsTest {
    @TempDir Path folder;

    @Test
    void hasTheDocumentedDefaults() throws OptionException {
        AgentOptions options = AgentOptions.parse(null);

        assertThat(options)
                .isEqualTo(
                        new AgentOptions(
                                Path.of("sqlite-leaks"),
                                ConsoleChoice.SUMMARY,
                                true,
                                true,
                                Duration.ofSeconds(10),
                                0,
                                null,
                                16_777_216,
                                false,
                                true,
                                64,
                                true,
                                false,
                                SqlInReports.MASKED,
                                List.of(),
                                List.of(),
                                true,
                                null));
        assertThat(AgentOptions.parse("")).isEqualTo(options);
        assertThat(AgentOptions.parse(" , ")).isEqualTo(options);
    }

    @Test
    void readsEveryOption() throws OptionException {
        AgentOptions options =
                AgentOptions.parse(
                        "report=out,console=full,on-exit=report,checkpoint=off,exit-timeout=250ms,"
                                + "exit-code=23,held-warning=2m,collected=close,lock-waits=off,"
                                + "wal-warning=64KB,"
                                + "stack-depth=1024,transaction-stacks=off,statement-stacks=on,"
                                + "sql=full,exclude=*cache.db; com.x.Repo#load ;,own=a.**;b.C,"
                                + "jmx=off,log=slf4j");

        assertThat(options)
                .isEqualTo(
                        new AgentOptions(
                                Path.of("out"),
                                ConsoleChoice.FULL,
                                false,
                                false,
                                Duration.ofMillis(250),
                                23,
                                Duration.ofMinutes(2),
                                65_536,
                                true,
                                false,
                                1024,
                                false,
                                true,
                                SqlInReports.FULL,
                                List.of("*cache.db", "com.x.Repo#load"),
                                List.of("a.**", "b.C"),
                                false,
                                LoggingSystem.SLF4J));
    }

    @Test
    void takesACommaInDoubleQuotes() throws OptionException {
        AgentOptions options = AgentOptions.parse("report=\"a,b\",exclude=\"x=1,y;z\"");

        assertThat(options.report()).isEqualTo(Path.of("a,b"));
        assertThat(options.exclude()).containsExactly("x=1,y", "z");
    }

    @Test
    void letsInlineOptionsWinOverThoseOfTheFile() throws OptionException, IOException {
        Path file =
                Files.writeString(
                        folder.resolve("agent.properties"), "console=off\nstack-depth = 7 \n");

        AgentOptions options = AgentOptions.parse("stack-depth=9,options=" + file);

        assertThat(options.console()).isEqualTo(ConsoleChoice.OFF);
        assertThat(options.stackDepth()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "console=loud | option console: \"loud\" is not allowed; allowed: summary, off,"
                        + " full",
                "exit-code=256 | option exit-code: \"256\" is not allowed; allowed: a whole number"
                        + " from 0 to 255",
                "exit-code=-1 | option exit-code: \"-1\" is not allowed; allowed: a whole number"
                        + " from 0 to 255",
                "stack-depth=0 | option stack-depth: \"0\" is not allowed; allowed: a whole number"
                        + " from 1 to 1024",
                "stack-depth= | option stack-depth: \"\" is not allowed; allowed: a whole number"
                        + " from 1 to 1024",
                "exit-timeout=10 | option exit-timeout: \"10\" is not allowed; allowed: a duration"
                        + " such as 250ms, 10s or 2m",
                "exit-timeout=0s | option exit-timeout: \"0s\" is not allowed; allowed: a duration"
                        + " such as 250ms, 10s or 2m",
                "held-warning=soon | option held-warning: \"soon\" is not allowed; allowed: off, or"
                        + " a duration such as 250ms, 10s or 2m",
                "wal-warning=16 | option wal-warning: \"16\" is not allowed; allowed: off, or a size"
                        + " such as 64KB, 16MB or 1GB",
                "wal-warning=0MB | option wal-warning: \"0MB\" is not allowed; allowed: off, or a"
                        + " size such as 64KB, 16MB or 1GB",
                "report= | option report: \"\" is not allowed; allowed: the path of a folder",
                "report=a\"b | option report: \"a\"b\" is not allowed; allowed: a value without"
                        + " quotes, or one in a pair of double quotes",
            })
    void namesKeyValueAndWhatIsAllowed(String arguments, String message) {
        assertThatThrownBy(() -> AgentOptions.parse(arguments))
                .isInstanceOf(OptionException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAnUnknownKey() {
        assertThatThrownBy(() -> AgentOptions.parse("reprot=x"))
                .hasMessageStartingWith(
                        "unknown option reprot; nearest: report; allowed: report, console, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report=a,report=b", "sql=off, sql=off"})
    void refusesAKeyThatIsGivenTwice(String arguments) {
        assertThatThrownBy(() -> AgentOptions.parse(arguments))
                .hasMessageMatching("option (report|sql) is given more than once; allowed: once");
    }

    @Test
    void refusesAKeyWithoutAValue() {
        assertThatThrownBy(() -> AgentOptions.parse("full"))
                .hasMessageStartingWith("option \"full\" has no value; allowed: key=value");
    }

    @Test
    void refusesAFileThatCannotBeRead() {
        Path missing = folder.resolve("missing.properties");

        assertThatThrownBy(() -> AgentOptions.parse("options=" + missing))
                .hasMessageStartingWith("option options: \"" + missing + "\" cannot be read")
                .hasMessageEndingWith("allowed: a properties file");
    }

    @Test
    void refusesAFileThatNamesAnotherFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.properties"), "options=b.properties");

        assertThatThrownBy(() -> AgentOptions.parse("options=" + file))
                .hasMessage(
                        "option options: \"b.properties\" is not allowed; allowed: in the agent's"
                                + " arguments only, not in a file");
    }

    @Test
    void messagesAreOneLine() {
        assertThatThrownBy(() -> AgentOptions.parse("console=a\nb")).hasMessageNotContaining("\n");
    }
}
