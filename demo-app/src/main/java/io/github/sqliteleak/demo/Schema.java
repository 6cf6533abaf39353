package io.github.sqliteleak.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** The tables, made anew so that each day starts from the same stock. */
final class Schema {
    private static final List<String> STOCK =
            List.of(
                    "DROP TABLE IF EXISTS orders",
                    "DROP TABLE IF EXISTS movements",
                    "DROP TABLE IF EXISTS products",
                    "CREATE TABLE products (sku TEXT PRIMARY KEY, name TEXT, price_cents INTEGER)",
                    "CREATE TABLE movements (id INTEGER PRIMARY KEY,"
                            + " sku TEXT REFERENCES products, units INTEGER, reason TEXT)",
                    "CREATE TABLE orders (id INTEGER PRIMARY KEY,"
                            + " sku TEXT REFERENCES products, units INTEGER)");

    private static final List<String> ARCHIVE =
            List.of(
                    "DROP TABLE IF EXISTS movements",
                    "CREATE TABLE movements (id INTEGER PRIMARY KEY,"
                            + " sku TEXT, units INTEGER, reason TEXT)");

    private Schema() {}

    static void createStock(DataSource stock, List<Product> products) throws SQLException {
        try (Connection connection = stock.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, STOCK);
            Inventory inventory = new Inventory(connection);
            for (Product product : products) {
                inventory.add(product);
            }
            connection.commit();
        }
    }

    static void createArchive(DataSource archive) throws SQLException {
        try (Connection connection = archive.getConnection()) {
            execute(connection, ARCHIVE);
        }
    }

    private static void execute(Connection connection, List<String> script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : script) {
                statement.executeUpdate(sql);
            }
        }
    }
}
