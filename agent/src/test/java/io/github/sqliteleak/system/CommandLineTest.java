package io.github.sqliteleak.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CommandLineTest {
    @Test
    void showsTheArguments() {
        assertThat(show("/usr/bin/sqlite3", "app.db", "vacuum"))
                .isEqualTo("/usr/bin/sqlite3 app.db vacuum");
    }

    @Test
    void hidesWhatLooksLikeASecret() {
        assertThat(show("backup", "--password=hunter2", "--to=x"))
                .isEqualTo("backup --password=*** --to=x");
        assertThat(show("backup", "--password", "hunter2", "-v"))
                .isEqualTo("backup --password *** -v");
        assertThat(show("backup", "-p", "hunter2")).isEqualTo("backup -p ***");
        assertThat(show("java", "-Ddb.key=hunter2", "Main")).isEqualTo("java -Ddb.key=*** Main");
        assertThat(show("get", "https://me:hunter2@host/x")).isEqualTo("get https://me:***@host/x");
        assertThat(show("java", "jdbc:sqlite:a.db?key=hunter2"))
                .isEqualTo("java jdbc:sqlite:a.db?key=***");
    }

    @Test
    void isOneShortLine() {
        assertThat(show("sh", "-c", "a\nb\tc")).isEqualTo("sh -c a b c");
        assertThat(show("x".repeat(500))).hasSize(200).endsWith("…");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsThisProcess() {
        assertThat(CommandLine.of(ProcessHandle.current().pid())).contains("java");
        assertThat(CommandLine.of(0)).isNull();
        assertThat(CommandLine.of(Long.MAX_VALUE)).isNull();
    }

    private static String show(String... arguments) {
        return CommandLine.show(arguments);
    }
}
