package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;

/**
 * Opens connections. Always by a {@code file:} URI: for a plain path that does not exist the driver
 * itself creates an empty file and deletes it again, under the hands of another process that may
 * just have opened it.
 */
final class Driver {
    private static final int URI = 0x40;

    /** How a file is opened; the flags of {@code sqlite3_open_v2}. */
    enum Mode {
        READ_ONLY(0x1),
        READ_WRITE(0x2),
        READ_WRITE_CREATE(0x2 | 0x4);

        private final int flags;

        Mode(int flags) {
            this.flags = flags;
        }
    }

    private Driver() {}

    /**
     * What the driver believes of its connection, without a BEGIN or COMMIT. It only saves time;
     * drivers that do not have it go on as before.
     */
    static void setAutoCommitFlag(Connection connection, boolean autoCommit) {
        try {
            if (connection instanceof SQLiteConnection sqlite) {
                sqlite.getConnectionConfig().setAutoCommit(autoCommit);
            }
        } catch (LinkageError olderDriver) {
            // Drivers before 3.25 keep it to themselves.
        }
    }

    static Connection open(Path file, Mode mode) throws SQLException {
        return open(file, mode, "");
    }

    /**
     * @param query parameters of SQLite's URI, as in {@code ?immutable=1}, or empty
     */
    static Connection open(Path file, Mode mode, String query) throws SQLException {
        return open(file.toUri() + query, mode, new Properties());
    }

    /**
     * @param uri with its parameters
     * @param more properties of the driver
     */
    static Connection open(String uri, Mode mode, Properties more) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(more);
        properties.setProperty("open_mode", Integer.toString(mode.flags | URI));
        Connection connection = new JDBC().connect("jdbc:sqlite:" + uri, properties);
        if (connection == null) {
            throw new SQLException("sqlite-jdbc does not take the file " + uri);
        }
        return connection;
    }
}
