package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Single statements, each with its Statement closed. */
final class Sql {
    private Sql() {}

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row; null without a row, as of a PRAGMA that is not known. */
    static @Nullable String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return null;
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    /** The first column of every row. */
    static List<String> values(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        }
    }

    /** Rolls back whatever is open; a transaction that is not there or already gone is no error. */
    static void rollbackQuietly(Connection connection, Throwable reason) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            if (!isNoTransaction(e)) {
                reason.addSuppressed(e);
            }
        }
    }

    /** Whether a COMMIT or ROLLBACK found no transaction. */
    static boolean isNoTransaction(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains("no transaction is active");
    }
}
