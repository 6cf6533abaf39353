package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void coloursOnlyATerminalWhoseUserDoesNotRefuse() {
        assertThat(Terminal.wantsColour(Map.of("TERM", "xterm"), true)).isTrue();
        assertThat(Terminal.wantsColour(Map.of("NO_COLOR", ""), true)).isTrue();
        assertThat(Terminal.wantsColour(Map.of(), false)).isFalse();
        assertThat(Terminal.wantsColour(Map.of("NO_COLOR", "1"), true)).isFalse();
        assertThat(Terminal.wantsColour(Map.of("TERM", "dumb"), true)).isFalse();
    }
}
