package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @Test
    void coloursOnlyATerminalWhoseUserDoesNotRefuse() {
        assertThat(Terminal.wantsColour(Map.of("TERM", "xterm"), true)).isTrue();
        assertThat(Terminal.wantsColour(Map.of("NO_COLOR", ""), true)).isTrue();
        assertThat(Terminal.wantsColour(Map.of(), false)).isFalse();
        assertThat(Terminal.wantsColour(Map.of("NO_COLOR", "1"), true)).isFalse();
        assertThat(Terminal.wantsColour(Map.of("TERM", "dumb"), true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "No space left on device, cannot write to standard output: No space left on device",
        "Bad file descriptor, cannot write to standard output: Bad file descriptor",
        "Broken pipe,",
        "The pipe is being closed,",
    })
    void saysWhyResultsAreLost(String reason, String words) {
        PrintStream err = new PrintStream(OutputStream.nullOutputStream(), true);
        Terminal terminal = Terminal.ofProcess(failing(reason), err);
        assertThat(terminal.lostResults()).isNull();

        terminal.print("all clean");

        assertThat(terminal.lostResults()).isEqualTo(words);
    }

    @Test
    void endsWithAnErrorWhenAResultIsLost() {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(words, true, StandardCharsets.UTF_8);
        PrintStream out = new PrintStream(failing("full"), true, StandardCharsets.UTF_8);

        assertThat(Main.run(out, err, Path.of(""), "version")).isEqualTo(ExitStatus.WRONG_USE);
        assertThat(words.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("sqlite-leak-agent: cannot write to standard output");
        assertThat(Main.run(err, err, Path.of(""), "version")).isEqualTo(ExitStatus.CLEAN);
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
