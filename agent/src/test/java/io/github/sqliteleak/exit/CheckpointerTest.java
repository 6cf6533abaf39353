package io.github.sqliteleak.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.CheckpointOutcome.Result;
import io.github.sqliteleak.system.OpenFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteConnection;

class CheckpointerTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void resolve() throws Exception {
        file = folder.toRealPath().resolve("app.db");
    }

    @Test
    void truncatesTheWalAndRecordsTheRow() throws Exception {
        try (Connection open = openInWalMode()) {
            Long before = DatabaseFiles.walLength(file);

            CheckpointOutcome outcome = Checkpointer.run(leaked(open, 6), file, before);

            assertThat(before).isPositive();
            assertThat(outcome).isEqualTo(new CheckpointOutcome(Result.TRUNCATED, null, 0, 0, 0));
            assertThat(DatabaseFiles.walLength(file)).isZero();
        }
    }

    @Test
    void saysThatAReaderKeptItFromTheWholeWal() throws Exception {
        try (Connection open = openInWalMode();
                Connection reader = connect();
                Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("select * from t")) {
            assertThat(row.next()).isTrue();
            execute(open, "insert into t values(3)");

            CheckpointOutcome outcome =
                    Checkpointer.run(leaked(open, 6), file, DatabaseFiles.walLength(file));

            assertThat(outcome.result()).isEqualTo(Result.BUSY);
            assertThat(outcome.reason()).isEqualTo("another connection was reading or writing");
            assertThat(outcome.busy()).isEqualTo(1);
            assertThat(outcome.log()).isPositive();
        }
    }

    @Test
    void isNotNeededWithoutAWal() throws Exception {
        try (Connection open = connect()) {
            execute(open, "create table t(x)");

            assertThat(Checkpointer.run(leaked(open, 6), file, null))
                    .isEqualTo(Checkpointer.without(Result.NOT_NEEDED, "there is no WAL"));
            assertThat(folder)
                    .isDirectoryContaining("glob:**/app.db")
                    .isDirectoryNotContaining("glob:**/*-*");
        }
    }

    @Test
    void neverMakesAFile() throws Exception {
        Path gone = folder.resolve("gone.db");
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + gone)) {
            LeakedDatabase database = leaked(open, 6, gone.toString());
            Files.deleteIfExists(gone);

            assertThat(Checkpointer.reasonToSkip(database, null)).isEqualTo("the file is gone");
            assertThat(Checkpointer.run(database, gone, 4096L).result()).isEqualTo(Result.SKIPPED);
            assertThat(gone).doesNotExist();
        }
    }

    @Test
    void leavesAFileAloneThatHasTakenTheOthersPlace() throws Exception {
        try (Connection open = openInWalMode()) {
            LeakedDatabase database = leaked(open, 6);

            assertThat(Checkpointer.reasonToSkip(database, Set.of(OpenFiles.identity(file))))
                    .isNull();
            assertThat(Checkpointer.reasonToSkip(database, Set.of("1:2")))
                    .isEqualTo("another file has taken its place");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":memory: | 6 | it is not in a file",
                "'' | 6 | it is not in a file",
                "file:x?mode=memory&cache=shared | 70 | it is not in a file",
                "FILE | 1 | it was opened read-only",
                "file:FILE?mode=ro | 70 | it was opened read-only",
                "file:FILE?immutable=1 | 70 | it was opened as immutable",
                "file:FILE?vfs=unix-none | 70 | it was opened through a VFS of its own",
            })
    void skipsWhatItMustNotTouch(String name, int flags, String reason) throws Exception {
        try (Connection open = openInWalMode()) {
            LeakedDatabase database = leaked(open, flags, name.replace("FILE", file.toString()));

            assertThat(Checkpointer.reasonToSkip(database, null)).isEqualTo(reason);
        }
    }

    private Connection openInWalMode() throws SQLException {
        Connection connection = connect();
        execute(connection, "pragma journal_mode=wal");
        execute(connection, "create table t(x)");
        execute(connection, "insert into t values(1)");
        execute(connection, "insert into t values(2)");
        return connection;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private LeakedDatabase leaked(Connection connection, int flags) {
        return leaked(connection, flags, file.toString());
    }

    private static LeakedDatabase leaked(Connection connection, int flags, String name) {
        ConnectionRegistry registry =
                new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
        TrackedConnection tracked =
                registry.handleOpened(
                        ((SQLiteConnection) connection).getDatabase(), name, flags, Set.of(), null);
        return LeakedDatabase.of(List.of(tracked), closed -> null).get(0);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
