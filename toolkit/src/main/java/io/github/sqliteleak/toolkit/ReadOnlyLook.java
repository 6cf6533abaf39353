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

    /** Whether the file says of itself that it is in WAL mode. Takes no lock. */
    static boolean isWal(Path database) throws SQLException {
        try (Connection connection =
                Driver.open(
                        database.toAbsolutePath(), Driver.Mode.READ_ONLY, "?mode=ro&nolock=1")) {
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
        if (!isWal(file)) {
            return "?mode=ro";
        }
        boolean walAndShm =
                Files.exists(WalFiles.beside(file, WalFiles.WAL))
                        && Files.exists(WalFiles.beside(file, WalFiles.SHM));
        // Without the pair nobody has it open, and without frames the file is all there is.
        return walAndShm || WalFiles.walBytes(file) > 0
                ? "?mode=ro&readonly_shm=1"
                : "?mode=ro&immutable=1";
    }
}
