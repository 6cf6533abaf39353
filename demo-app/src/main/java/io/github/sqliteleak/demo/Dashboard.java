package io.github.sqliteleak.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The owner's dashboard, a pooled connection for each of its three tiles. */
class Dashboard {
    final DataSource stock;

    Dashboard(DataSource stock) {
        this.stock = stock;
    }

    Figures figures() throws SQLException {
        HikariDataSource pool = new HikariDataSource(config());
        return read(pool);
    }

    HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("dashboard");
        config.setDataSource(stock);
        config.setMaximumPoolSize(3);
        config.setMinimumIdle(3);
        return config;
    }

    /** Holds all three connections at once, so that the pool has grown to its full size. */
    static Figures read(DataSource pool) throws SQLException {
        try (Connection products = pool.getConnection();
                Connection orders = pool.getConnection();
                Connection movements = pool.getConnection()) {
            return new Figures(
                    new Inventory(products).count("products"),
                    new Inventory(orders).count("orders"),
                    new Inventory(movements).count("movements"));
        }
    }

    /** How many rows there are of each kind. */
    record Figures(int products, int orders, int movements) {}

    /** Closes the pool with its last figure. */
    static final class Careful extends Dashboard {
        Careful(DataSource stock) {
            super(stock);
        }

        @Override
        Figures figures() throws SQLException {
            try (HikariDataSource pool = new HikariDataSource(config())) {
                return read(pool);
            }
        }
    }
}
