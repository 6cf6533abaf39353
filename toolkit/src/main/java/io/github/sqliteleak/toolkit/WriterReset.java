package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;

/** Brings the writer's connection back to autocommit mode, with nothing uncommitted. */
final class WriterReset {
    private WriterReset() {}

    /** A connection that does not come clean is closed, which rolls back as well. */
    static void run(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        SQLException problem = new SQLException("The writer could not be reset");
        Sql.rollbackQuietly(connection, problem);
        leaveManualCommit(connection);
        if (problem.getSuppressed().length > 0) {
            connection.close();
        }
    }

    /**
     * By now no transaction is open, and the driver's COMMIT finds none. Its own flag has changed
     * nevertheless.
     */
    static void leaveManualCommit(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            try {
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                if (!connection.getAutoCommit()) {
                    throw e;
                }
            }
        }
    }
}
