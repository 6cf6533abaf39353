package io.github.sqliteleak.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockTableTest {
    @TempDir Path folder;

    @Test
    void readsALineOfProcLocks() {
        assertThat(LockTable.parse("3: POSIX  ADVISORY  WRITE 4711 fd:10:123456 120 120"))
                .isEqualTo(new LockTable.Lock(4711, 0xfd10 + ":123456", true, 120, 120));
        assertThat(LockTable.parse("3: POSIX  ADVISORY  READ 4711 fd:10:123456 120 EOF"))
                .isEqualTo(
                        new LockTable.Lock(4711, 0xfd10 + ":123456", false, 120, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1: -> POSIX  ADVISORY  WRITE 4711 fd:00:123456 120 120",
                "1: FLOCK ADVISORY WRITE 4711 fd:00:123456 0 EOF",
                "1: POSIX ADVISORY WRITE x fd:00:123456 120 120",
                "1: POSIX ADVISORY WRITE 4711 123456 120 120",
            })
    void passesOverWhatIsNoHeldLock(String line) {
        assertThat(LockTable.parse(line)).isNull();
    }

    @Test
    void tellsHoldersByBytesAndKind() {
        List<LockTable.Lock> locks =
                List.of(
                        new LockTable.Lock(1, "1:1", true, 120, 120),
                        new LockTable.Lock(2, "1:1", false, 123, 127),
                        new LockTable.Lock(3, "1:1", false, 128, 128));

        assertThat(LockTable.holders(locks, 120, 120, false)).containsExactly(1L);
        assertThat(LockTable.holders(locks, 120, 127, false)).containsExactly(1L, 2L);
        assertThat(LockTable.holders(locks, 121, 200, true)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void doesNotTakeThisProcessForAnother() throws SQLException {
        Path database = folder.resolve("own.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            connection.createStatement().execute("begin exclusive");

            assertThat(LockTable.lockedByOthers(database)).isEmpty();
        }
    }
}
