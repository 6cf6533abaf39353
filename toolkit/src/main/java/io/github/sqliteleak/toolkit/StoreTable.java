package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The table of a store: made when it is not there, and never taken from somebody else. */
final class StoreTable {
    // Name, type, not null, place in the primary key.
    private static final List<String> COLUMNS = List.of("key TEXT 0 1", "value TEXT 1 0");

    private StoreTable() {}

    /**
     * @throws SQLException when there is a table, a view or something else of that name that a
     *     store has not made
     */
    static void create(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS "
                            + table
                            + " (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
        }
        List<String> columns = columns(connection, table);
        List<String> types =
                Sql.values(
                        connection,
                        "SELECT type FROM sqlite_master WHERE lower(name) = lower('"
                                + table
                                + "')");
        if (!columns.equals(COLUMNS) || !types.equals(List.of("table"))) {
            throw new SQLException(
                    String.format(
                            "%s is not a table that a store has made; its columns are %s. Give the"
                                    + " store a name of its own.",
                            table, columns));
        }
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (row.next()) {
                columns.add(
                        String.join(
                                " ",
                                row.getString("name"),
                                row.getString("type"),
                                row.getString("notnull"),
                                row.getString("pk")));
            }
        }
        return columns;
    }
}
