package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void writesOverItsLineAndTakesItAway() {
        run(true, Duration.ZERO);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001b[Ksqlite-leak-agent: 64 of 1000 reports\r\u001b[K");
    }

    @Test
    void keepsQuietForAMoment() {
        run(true, Duration.ofHours(1));

        assertThat(err.size()).isZero();
    }

    @Test
    void keepsQuietWhereThereIsNoTerminal() {
        run(false, Duration.ZERO);

        assertThat(err.size()).isZero();
    }

    private void run(boolean live, Duration quiet) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(stream, stream, Path.of("/work"), false, true, live);
        Progress progress = new Progress(terminal, 1_000, quiet);
        progress.done(64);
        progress.end();
    }
}
