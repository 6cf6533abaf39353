package io.github.sqliteleak.demo;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Takes the customers' orders. */
class WebShop {
    final DataSource stock;

    WebShop(DataSource stock) {
        this.stock = stock;
    }

    /** Whether there was enough in stock to take the order. */
    boolean order(Order order) throws SQLException {
        Connection connection = stock.getConnection();
        Inventory inventory = new Inventory(connection);
        if (inventory.unitsOf(order.sku()) < order.units()) {
            return false;
        }
        inventory.sell(order);
        connection.close();
        return true;
    }

    /** Closes the connection of a refused order, too. */
    static final class Careful extends WebShop {
        Careful(DataSource stock) {
            super(stock);
        }

        @Override
        boolean order(Order order) throws SQLException {
            try (Connection connection = stock.getConnection()) {
                Inventory inventory = new Inventory(connection);
                if (inventory.unitsOf(order.sku()) < order.units()) {
                    return false;
                }
                inventory.sell(order);
                return true;
            }
        }
    }
}
