package io.github.sqliteleak.demo;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Looks prices up, in cents. */
class PriceList {
    final DataSource stock;
    private @Nullable Connection connection;

    PriceList(DataSource stock) {
        this.stock = stock;
    }

    int priceOf(String sku) throws SQLException {
        if (connection == null) {
            // Prices are asked for all the time: opening once is faster.
            connection = stock.getConnection();
        }
        return new Inventory(connection).priceOf(sku);
    }

    /** Opens for each question: with SQLite that is a fraction of a millisecond. */
    static final class Careful extends PriceList {
        Careful(DataSource stock) {
            super(stock);
        }

        @Override
        int priceOf(String sku) throws SQLException {
            try (Connection connection = stock.getConnection()) {
                return new Inventory(connection).priceOf(sku);
            }
        }
    }
}
