package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** {@code PRAGMA wal_checkpoint(TRUNCATE)} on a fresh connection. */
final class Checkpoint {
    private static final int NOT_KNOWN = -1;

    /** The row that SQLite answers with. */
    private record Row(int busy, int log, int checkpointed) {}

    private Checkpoint() {}

    static CheckpointResult truncate(Path database, Duration busyTimeout) throws SQLException {
        return truncate(
                new ConnectionOpening(Location.of(database), new Properties(), connection -> {}),
                busyTimeout);
    }

    static CheckpointResult truncate(ConnectionOpening opening, Duration busyTimeout)
            throws SQLException {
        Path database = opening.location().file();
        long before = WalFiles.walBytes(database);
        Row row;
        try (Connection connection = opening.open(Driver.Mode.READ_WRITE, "")) {
            new Setting(Setting.BUSY_TIMEOUT, Long.toString(busyTimeout.toMillis()))
                    .apply(connection);
            // A checkpoint alone does not look for a hot journal.
            Sql.value(connection, "PRAGMA schema_version");
            // With the WAL-reset bug, one while another process writes may cost the database.
            row =
                    WalResetBug.affects(WalResetBug.version(connection)) && isShared(database)
                            ? new Row(1, NOT_KNOWN, NOT_KNOWN)
                            : run(connection);
        } catch (SQLException e) {
            if (!ResultCode.of(e).isBusyOrLocked()) {
                throw e;
            }
            row = new Row(1, NOT_KNOWN, NOT_KNOWN);
        }
        return result(database, before, row);
    }

    private static boolean isShared(Path database) {
        return FileHolders.of(database).stream().anyMatch(user -> !user.isThisProcess());
    }

    private static Row run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            return row.next()
                    ? new Row(row.getInt(1), row.getInt(2), row.getInt(3))
                    : new Row(0, NOT_KNOWN, NOT_KNOWN);
        }
    }

    /** After the connection is closed, since closing the last one removes the files. */
    private static CheckpointResult result(Path database, long before, Row row) {
        List<Path> left = WalFiles.auxiliaryFiles(database);
        return new CheckpointResult(
                row.busy(),
                row.log(),
                row.checkpointed(),
                before,
                WalFiles.walBytes(database),
                left,
                List.of(),
                left.isEmpty() ? List.of() : FileHolders.of(database));
    }

    /** Of a database in memory: there is nothing to do, and nothing lies anywhere. */
    static CheckpointResult ofNoFile() {
        return new CheckpointResult(0, NOT_KNOWN, NOT_KNOWN, 0, 0, List.of(), List.of(), List.of());
    }

    /** For a checkpoint that did not come about: nothing done, and what lies there. */
    static CheckpointResult none(Path database, int busy) {
        return result(database, WalFiles.walBytes(database), new Row(busy, NOT_KNOWN, NOT_KNOWN));
    }
}
