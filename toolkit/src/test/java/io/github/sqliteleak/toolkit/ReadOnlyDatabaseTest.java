package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Databases where nothing can be written. */
class ReadOnlyDatabaseTest {
    @TempDir Path folder;

    /** Until it is closed nothing in the folder can be written, not even by root. */
    private static final class Unwritable implements AutoCloseable {
        private final Path path;
        private boolean mounted;

        private Unwritable(Path path) throws Exception {
            this.path = path;
            assertThat(path.toFile().setWritable(false)).isTrue();
            if (Files.isWritable(path)) {
                mounted = run("mount", "--bind", path.toString(), path.toString());
                Assumptions.assumeTrue(
                        mounted && run("mount", "-o", "remount,ro,bind", path.toString()),
                        "as root, and without mounting, everything can be written");
            }
        }

        private static boolean run(String... command) throws Exception {
            try {
                return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
            } catch (IOException noSuchProgram) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            if (mounted) {
                new ProcessBuilder("umount", path.toString()).start().onExit().join();
            }
            assertThat(path.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aCleanlyClosedWalDatabaseIsReadWhereNothingCanBeWritten() throws Exception {
        create();
        try (Unwritable nothing = new Unwritable(folder)) {
            assertThatThrownBy(() -> SqliteDatabase.open(file()))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> SqliteErrors.explain((SQLException) e))
                    .asString()
                    .contains("read-only file system")
                    .contains("readOnly()");
            try (SqliteDatabase database = SqliteDatabase.builder(file()).readOnly().open();
                    Connection reader = database.reader()) {
                assertThat(Sql.value(reader, "SELECT x FROM t")).isEqualTo("1");
                assertThat(nothing).isNotNull();
            }
        }
        assertThat(WalFiles.auxiliaryFiles(file())).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void oneWithWalIsReadAndClosedWithoutAnError() throws Exception {
        create();
        // A read-only connection that closes last leaves -wal and -shm.
        try (Connection last = Driver.open(file(), Driver.Mode.READ_ONLY)) {
            Sql.value(last, "SELECT count(*) FROM t");
            try (Connection writer = Driver.open(file(), Driver.Mode.READ_WRITE)) {
                Sql.execute(writer, "INSERT INTO t VALUES (2)");
            }
        }
        assertThat(WalFiles.auxiliaryFiles(file())).hasSize(2);
        try (Unwritable nothing = new Unwritable(folder)) {
            for (SqliteDatabaseBuilder builder :
                    new SqliteDatabaseBuilder[] {
                        SqliteDatabase.builder(file()), SqliteDatabase.builder(file()).readOnly()
                    }) {
                SqliteDatabase database = builder.open();
                try (Connection reader = database.reader()) {
                    assertThat(Sql.value(reader, "SELECT count(*) FROM t")).isEqualTo("2");
                }
                CheckpointResult result = database.close(Duration.ofSeconds(1));
                assertThat(result.auxiliaryFilesLeft()).hasSize(2);
                assertThat(nothing).isNotNull();
            }
        }
    }

    @Test
    void readingOnlyRefusesToWriteAndChangesNothing() throws SQLException {
        create();
        try (SqliteDatabase database = SqliteDatabase.builder(file()).readOnly().open()) {
            assertThatThrownBy(() -> database.writer(Duration.ofSeconds(1)))
                    .hasMessageContaining("for reading only");
            assertThatThrownBy(() -> database.useTransaction(c -> {}))
                    .hasMessageContaining("for reading only");
            try (Connection reader = database.reader()) {
                assertThat(Sql.value(reader, "SELECT x FROM t")).isEqualTo("1");
            }
        }
        assertThatThrownBy(
                        () ->
                                SqliteDatabase.builder(folder.resolve("missing.db"))
                                        .readOnly()
                                        .open())
                .hasMessageContaining("missing.db");
        assertThat(folder.resolve("missing.db")).doesNotExist();
    }

    private void create() throws SQLException {
        try (SqliteDatabase database = SqliteDatabase.open(file())) {
            database.useTransaction(
                    c -> {
                        Sql.execute(c, "CREATE TABLE t (x)");
                        Sql.execute(c, "INSERT INTO t VALUES (1)");
                    });
        }
    }

    private Path file() {
        return folder.resolve("data.db");
    }
}
