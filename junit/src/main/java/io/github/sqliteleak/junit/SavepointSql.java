package io.github.sqliteleak.junit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements on savepoints, past the driver's own transactions. */
final class SavepointSql {
    private SavepointSql() {}

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
