package io.github.sqliteleak.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The stock as one connection sees it. Whoever opened the connection closes it. */
record Inventory(Connection connection) {

    void add(Product product) throws SQLException {
        update(
                "INSERT INTO products (sku, name, price_cents) VALUES (?, ?, ?)",
                product.sku(),
                product.name(),
                product.priceCents());
        move(product.sku(), product.units(), "opening");
    }

    void receive(String sku, int units) throws SQLException {
        move(sku, units, "delivery");
    }

    void sell(Order order) throws SQLException {
        update("INSERT INTO orders (sku, units) VALUES (?, ?)", order.sku(), order.units());
        move(order.sku(), -order.units(), "order");
    }

    int unitsOf(String sku) throws SQLException {
        return number("SELECT sum(units) FROM movements WHERE sku = ?", sku);
    }

    int priceOf(String sku) throws SQLException {
        return number("SELECT price_cents FROM products WHERE sku = ?", sku);
    }

    /** How many rows there are in one of the tables. */
    int count(String table) throws SQLException {
        return number("SELECT count(*) FROM " + table);
    }

    List<Movement> movements() throws SQLException {
        String sql = "SELECT id, sku, units, reason FROM movements ORDER BY id";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            List<Movement> movements = new ArrayList<>();
            while (rows.next()) {
                movements.add(
                        new Movement(
                                rows.getInt("id"),
                                rows.getString("sku"),
                                rows.getInt("units"),
                                rows.getString("reason")));
            }
            return movements;
        }
    }

    private void move(String sku, int units, String reason) throws SQLException {
        update("INSERT INTO movements (sku, units, reason) VALUES (?, ?, ?)", sku, units, reason);
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement update = prepare(sql, values)) {
            update.executeUpdate();
        }
    }

    private int number(String sql, Object... values) throws SQLException {
        try (PreparedStatement select = prepare(sql, values);
                ResultSet row = select.executeQuery()) {
            return row.getInt(1);
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
