package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Attaching;
import com.example.Databases;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With versions of sqlite-jdbc that lack what newer ones have. */
class OldDriversIT {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void checksNoLeaksWhereTheDriverCannotBeFollowed(boolean agentIsThere) {
        // It has no service file by which it would be found.
        Fork fork = fork("3.7", Attaching.class).jvm("-Djdbc.drivers=org.sqlite.JDBC");
        String line =
                "@SqliteLeakCheck needs the sqlite-leak agent, and it is not at work in this JVM:"
                        + " sqlite-jdbc 3.7.2 is not tracked: it is older than 3.8.11.2, the oldest"
                        + " that this version follows.\n";

        assertThat((agentIsThere ? fork.agent("console=off") : fork).run())
                .as("no argument to add, which would change nothing")
                .contains("FAILED closes(): " + line + "FAILED leaks(): " + line)
                .endsWith("2 tests, 3 failed\n");
    }

    @Test
    void saysWhichVersionDatabasesNeed() {
        assertThat(fork("3.21", Databases.Journals.class).run())
                .contains(
                        ": @TestDatabase needs sqlite-jdbc 3.25.2 or later, and this JVM has"
                                + " 3.21.0.1\n")
                .endsWith("2 tests, 2 failed\n");
        assertThat(fork("3.36", Databases.Journals.class).run()).isEqualTo("2 tests, 0 failed\n");
    }

    private Fork fork(String driver, Class<?> tests) {
        Path jar =
                Path.of(System.getProperty("build.folder"), "old-drivers", driver + ".jar")
                        .toAbsolutePath();
        List<String> classPath =
                Fork.ownClassPath().stream()
                        .map(entry -> entry.contains("sqlite-jdbc") ? jar.toString() : entry)
                        .toList();
        return Fork.in(folder, tests)
                .parameters("sqliteleak.agent.options", "console=off")
                .classPath(classPath);
    }
}
