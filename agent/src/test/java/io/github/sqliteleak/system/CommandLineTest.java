package io.github.sqliteleak.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CommandLineTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsThisProcess() {
        String[] arguments = CommandLine.of(ProcessHandle.current().pid());

        assertThat(arguments).hasSizeGreaterThan(1);
        assertThat(arguments[0]).contains("java");
        assertThat(CommandLine.of(0)).isNull();
        assertThat(CommandLine.of(Long.MAX_VALUE)).isNull();
    }
}
