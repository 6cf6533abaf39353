package io.github.sqliteleak.toolkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens a database so that not a byte of it or beside it changes. An ordinary read-only connection
 * does not do: in WAL mode it creates -wal and -shm and, being closed last, leaves them.
 */
final class ReadOnlyLook {
    private static final int CANNOT_OPEN = 14;
    private static final String READ_ONLY = "?mode=ro";
    private static final String READ_ONLY_SHM = "?mode=ro&readonly_shm=1";
    private static final String NO_LOCK = "?mode=ro&nolock=1";
    private static final String IMMUTABLE = "?mode=ro&immutable=1";
    private static final String BUSY_TIMEOUT_MILLIS = "1000";

    private ReadOnlyLook() {}

    /**
     * @throws SQLException when it cannot be read so; above all a WAL without its -shm, which
     *     SQLite reads only after making one
     */
    static Connection open(Path database) throws SQLException {
        Path file = database.toAbsolutePath();
        Connection connection = Driver.open(file, Driver.Mode.READ_ONLY, query(file));
        try {
            new Setting(Setting.BUSY_TIMEOUT, BUSY_TIMEOUT_MILLIS).apply(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether SQLite would use a WAL for it. Takes no lock. */
    static boolean isWal(Path database) throws SQLException {
        if (WalFiles.bytes(database) == 0) {
            return false;
        }
        try (Connection connection =
                Driver.open(database.toAbsolutePath(), Driver.Mode.READ_ONLY, NO_LOCK)) {
            Sql.value(connection, "PRAGMA schema_version");
            return false;
        } catch (SQLException e) {
            // Without locks SQLite cannot use a WAL, and this is how it says so.
            if (ResultCode.of(e).primary() == CANNOT_OPEN) {
                return true;
            }
            throw e;
        }
    }

    private static String query(Path file) throws SQLException {
        // Of an empty file SQLite deletes the -wal and the -journal, even when it only reads.
        if (WalFiles.bytes(file) == 0) {
            return IMMUTABLE;
        }
        if (!Files.exists(WalFiles.beside(file, WalFiles.WAL))) {
            // In WAL mode nobody has it open then, and opening it plainly would make the files.
            return isWal(file) ? IMMUTABLE : READ_ONLY;
        }
        boolean unused =
                WalFiles.walBytes(file) == 0 && !Files.exists(WalFiles.beside(file, WalFiles.SHM));
        return unused ? IMMUTABLE : READ_ONLY_SHM;
    }
}
