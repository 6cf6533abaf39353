package io.github.sqliteleak.toolkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opens a database so that not a byte of it or beside it changes. An ordinary read-only connection
 * does not do: in WAL mode it creates -wal and -shm and, being closed last, leaves them.
 */
final class ReadOnlyLook {
    private static final int CANNOT_OPEN = 14;
    private static final String WAL = "wal";
    private static final String ROLLBACK = "delete";
    private static final Pattern OLD_VERSION = Pattern.compile("3\\.(?:\\d|1\\d|20)\\..*");
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

    /**
     * {@code wal}, or {@code delete} for any rollback journal. Takes no lock.
     *
     * @return null when this version of SQLite does not tell without making -wal and -shm
     */
    static @Nullable String journalMode(Path database) throws SQLException {
        if (WalFiles.bytes(database) == 0) {
            return ROLLBACK;
        }
        try (Connection connection =
                Driver.open(database.toAbsolutePath(), Driver.Mode.READ_ONLY, NO_LOCK)) {
            if (!heedsNoLock(connection)) {
                return Files.exists(WalFiles.beside(database, WalFiles.WAL)) ? WAL : null;
            }
            Sql.value(connection, "PRAGMA schema_version");
            return ROLLBACK;
        } catch (SQLException e) {
            // Without locks SQLite cannot use a WAL, and this is how it says so.
            if (ResultCode.of(e).primary() == CANNOT_OPEN) {
                return WAL;
            }
            throw e;
        }
    }

    /** 3.8.11 opens a WAL nevertheless; 3.21 is the first one tried that does not. */
    private static boolean heedsNoLock(Connection connection) throws SQLException {
        String version = String.valueOf(Sql.value(connection, "SELECT sqlite_version()"));
        return !OLD_VERSION.matcher(version).matches();
    }

    /**
     * What a file that may not be writable is opened with: as immutable when it is in WAL mode,
     * nobody has it open and nothing can be made beside it; plainly otherwise.
     */
    static String queryOfUnwritable(Path file) throws SQLException {
        Path folder = WalFiles.beside(file, "").getParent();
        boolean unused =
                WalFiles.walBytes(file) == 0 && !Files.exists(WalFiles.beside(file, WalFiles.SHM));
        boolean plain = !unused || folder == null || Files.isWritable(folder);
        return plain || ROLLBACK.equals(journalMode(file)) ? "" : IMMUTABLE;
    }

    private static String query(Path file) throws SQLException {
        // Of an empty file SQLite deletes the -wal and the -journal, even when it only reads.
        if (WalFiles.bytes(file) == 0) {
            return IMMUTABLE;
        }
        if (Files.exists(WalFiles.beside(file, WalFiles.WAL))) {
            boolean unused =
                    WalFiles.walBytes(file) == 0
                            && !Files.exists(WalFiles.beside(file, WalFiles.SHM));
            return unused ? IMMUTABLE : READ_ONLY_SHM;
        }
        // In WAL mode nobody has it open then, and opening it plainly would make the files.
        boolean rollback =
                Files.exists(WalFiles.beside(file, WalFiles.JOURNAL))
                        || ROLLBACK.equals(journalMode(file));
        return rollback ? READ_ONLY : IMMUTABLE;
    }
}
