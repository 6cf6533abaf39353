package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For connections of one's own, that no {@link SqliteDatabase} has opened. */
public final class ConnectionCare {
    private ConnectionCare() {}

    /**
     * Puts the defaults of {@link SqliteDatabaseBuilder} in force on a connection, one statement at
     * a time, and asks SQLite afterwards.
     *
     * @param connection in autocommit mode, without a transaction; of sqlite-jdbc, or wrapped by a
     *     pool
     * @return the same connection
     * @throws SettingRefusedException when SQLite did not take a setting; the connection stays open
     */
    public static Connection configure(Connection connection) throws SQLException {
        return configure(connection, Map.of());
    }

    /**
     * As {@link #configure(Connection)}, with other settings.
     *
     * @param settings names and values of PRAGMAs, in place of the defaults or besides
     */
    public static Connection configure(Connection connection, Map<String, String> settings)
            throws SQLException {
        Settings all = new Settings();
        settings.forEach((name, value) -> all.put(new Setting(name, value)));
        all.apply(connection);
        return connection;
    }

    /**
     * Closes what may be null, closed already or broken. SQLite's own error when closing says
     * nothing that helps: the handle is given back all the same.
     *
     * @return whether it closed without an error
     */
    public static boolean closeQuietly(@Nullable AutoCloseable closeable) {
        if (closeable == null) {
            return true;
        }
        try {
            closeable.close();
            return true;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
    }

    /**
     * Closes all connections to a file, whatever state they are in, then moves the WAL into the
     * database on a fresh connection, after which no -wal and no -shm is there unless somebody else
     * has the file open. What a connection has not committed is rolled back.
     *
     * @throws SQLException when the file does not exist or the checkpoint failed; all connections
     *     are closed then
     */
    public static CheckpointResult closeAllAndCheckpoint(
            Collection<? extends Connection> connections, Path database) throws SQLException {
        connections.forEach(ConnectionCare::closeQuietly);
        return WalFiles.checkpointTruncate(database);
    }
}
