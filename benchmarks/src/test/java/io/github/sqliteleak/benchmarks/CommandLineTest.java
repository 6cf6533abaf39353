package io.github.sqliteleak.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @Test
    void measuresAllInFullWhenNothingIsAsked() {
        assertThat(CommandLine.parse())
                .isEqualTo(new CommandLine(List.of(), Effort.FULL, null, null, null, false, false));
    }

    @Test
    void takesNamesRoundsAndHomes(@TempDir Path jdk) {
        CommandLine command =
                CommandLine.parse(
                        "--only",
                        "scan,start-up",
                        "--rounds=3",
                        "--jdk",
                        jdk.toString(),
                        "--page=costs.md",
                        "--check");

        assertThat(command.only()).containsExactly("scan", "start-up");
        assertThat(command.effort().forks()).isEqualTo(3);
        assertThat(command.effort().processes()).isEqualTo(3);
        assertThat(command.jdk()).isEqualTo(jdk);
        assertThat(command.page()).isEqualTo(Path.of("costs.md"));
        assertThat(command.check()).isTrue();
    }

    @Test
    void roundsGoBeforeWhatQuickMeans() {
        Effort effort = CommandLine.parse("--quick", "--rounds", "4").effort();

        assertThat(effort).isEqualTo(Effort.QUICK.withRounds(4));
    }

    @ParameterizedTest
    @CsvSource({
        "--fast, fast",
        "scan, not an option: scan",
        "--rounds=0, --rounds needs a number from 1",
        "--rounds=many, many",
        "--agent=no-such.jar, no-such.jar"
    })
    void namesWhatIsWrong(String argument, String told) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.parse(argument))
                .withMessageContaining(told);
    }
}
