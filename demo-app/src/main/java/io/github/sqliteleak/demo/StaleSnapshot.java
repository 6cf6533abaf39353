package io.github.sqliteleak.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * An order looks at the stock, a delivery is booked, and the order cannot write any more: what it
 * has read is out of date, and no waiting helps.
 */
class StaleSnapshot implements Scene {
    final Path database;
    private final DataSource stock;

    StaleSnapshot(Path database) {
        this.database = database;
        this.stock = Database.at(database);
    }

    @Override
    public final void play(PrintStream out) throws SQLException {
        out.println("Read, then write");
        order(out);
        out.println("  " + units() + " x K-101 left");
    }

    void order(PrintStream out) throws SQLException {
        try (Connection connection = stock.getConnection()) {
            connection.setAutoCommit(false);
            Inventory inventory = new Inventory(connection);
            inventory.unitsOf(Till.ORDER.sku());
            deliver();
            try {
                inventory.sell(Till.ORDER);
            } catch (SQLiteException e) {
                if (e.getResultCode() != SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT) {
                    throw e;
                }
                out.println("  order refused at once: what it had read was out of date");
                connection.rollback();
                inventory.unitsOf(Till.ORDER.sku());
                inventory.sell(Till.ORDER);
            }
            connection.commit();
            out.println("  order taken");
        }
    }

    final void deliver() throws SQLException {
        try (Connection connection = stock.getConnection()) {
            new Inventory(connection).receive(Till.ORDER.sku(), 1);
        }
    }

    private int units() throws SQLException {
        try (Connection connection = stock.getConnection()) {
            return new Inventory(connection).unitsOf(Till.ORDER.sku());
        }
    }

    /** Says at the beginning that it is going to write, so that nobody comes between. */
    static final class Careful extends StaleSnapshot {
        Careful(Path database) {
            super(database);
        }

        @Override
        void order(PrintStream out) throws SQLException {
            SQLiteDataSource immediate = new SQLiteDataSource();
            Database.configure(immediate, database).setTransactionMode("IMMEDIATE");
            try (Connection connection = immediate.getConnection()) {
                connection.setAutoCommit(false);
                Inventory inventory = new Inventory(connection);
                inventory.unitsOf(Till.ORDER.sku());
                inventory.sell(Till.ORDER);
                connection.commit();
            }
            out.println("  order taken");
            deliver();
        }
    }
}
