package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Opens connections to one database, each with what the user does to it first, such as a key.
 *
 * @param properties of the driver
 */
record ConnectionOpening(
        Location location, Properties properties, TransactionAction<SQLException> hook) {
    /**
     * @param query more parameters of the URI, as in {@code ?immutable=1}, or empty
     */
    Connection open(Driver.Mode mode, String query) throws SQLException {
        Connection connection = location.open(mode, properties, query);
        try {
            hook.run(connection);
            return connection;
        } catch (Throwable t) {
            connection.close();
            throw t;
        }
    }
}
