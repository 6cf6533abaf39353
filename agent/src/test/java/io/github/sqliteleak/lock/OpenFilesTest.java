package io.github.sqliteleak.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenFilesTest {
    @TempDir Path folder;

    @Test
    void readsALineOfProcLocks() {
        assertThat(OpenFiles.LockLine.parse("3: POSIX  ADVISORY  WRITE 4711 fd:10:123456 120 120"))
                .isEqualTo(new OpenFiles.LockLine(4711, 0xfd10 + ":123456", 120, 120));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1: -> POSIX  ADVISORY  WRITE 4711 fd:00:123456 120 120",
                "1: POSIX ADVISORY WRITE x fd:00:123456 120 120",
                "1: POSIX ADVISORY WRITE 4711 123456 120 120",
            })
    void passesOverWhatIsNoHeldLock(String line) {
        assertThat(OpenFiles.LockLine.parse(line)).isNull();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsWhichFilesThisProcessHasOpen() throws IOException, SQLException {
        Path open = folder.resolve("open.db");
        Path other = Files.createFile(folder.resolve("other.db"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + open)) {
            connection.createStatement().executeUpdate("create table t(x)");

            assertThat(OpenFiles.ofThisProcess())
                    .contains(OpenFiles.identity(open))
                    .doesNotContain(OpenFiles.identity(other));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void doesNotTakeThisProcessForAnother() throws SQLException {
        Path database = folder.resolve("own.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            connection.createStatement().execute("begin exclusive");

            assertThat(OpenFiles.lockedByOthers(database)).isEmpty();
        }
    }

    @Test
    void hasNoIdentityForAMissingFile() {
        assertThat(OpenFiles.identity(folder.resolve("missing"))).isNull();
    }
}
