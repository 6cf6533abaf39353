package io.github.sqliteleak.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Books delivery notes: a line {@code SKU;UNITS} for each product that arrived. */
class ImportJob {
    final DataSource stock;

    ImportJob(DataSource stock) {
        this.stock = stock;
    }

    /**
     * The number of lines booked. Throws {@link IllegalArgumentException} at a line that cannot be
     * read; the lines before it stay booked.
     */
    int load(List<String> note) throws SQLException {
        Connection connection = stock.getConnection();
        int booked = book(note, new Inventory(connection));
        connection.close();
        return booked;
    }

    static int book(List<String> note, Inventory inventory) throws SQLException {
        int booked = 0;
        for (String line : note) {
            String[] fields = line.split(";", 2);
            inventory.receive(fields[0], Integer.parseInt(fields[1]));
            booked++;
        }
        return booked;
    }

    /** Closes the connection whatever the note looks like. */
    static final class Careful extends ImportJob {
        Careful(DataSource stock) {
            super(stock);
        }

        @Override
        int load(List<String> note) throws SQLException {
            try (Connection connection = stock.getConnection()) {
                return book(note, new Inventory(connection));
            }
        }
    }
}
