package io.github.sqliteleak.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;

/** Stocktaking calls the supplier while its transaction is open, and an order has to wait. */
class TwoWriters implements Scene {
    final DataSource stock;
    final Signal counting = new Signal();
    final Signal orderRefused = new Signal();
    final Signal orderTaken = new Signal();

    private final Path database;

    TwoWriters(Path database) {
        this.database = database;
        this.stock = Database.at(database);
    }

    @Override
    public final void play(PrintStream out) throws SQLException {
        out.println("Two writers");
        FutureTask<Void> task =
                new FutureTask<>(
                        () -> {
                            takeStock();
                            return null;
                        });
        new Thread(task, "stocktaking").start();
        counting.await();
        new Till(database, out).sell(orderRefused::give);
        orderTaken.give();
        join(task);
        out.println("  1 x K-101 found in stocktaking");
    }

    void takeStock() throws SQLException {
        try (Connection connection = stock.getConnection()) {
            connection.setAutoCommit(false);
            new Inventory(connection).receive(Till.ORDER.sku(), 1);
            counting.give();
            orderRefused.await();
            SlowCall.toSupplier();
            connection.commit();
        }
    }

    private static void join(FutureTask<Void> task) throws SQLException {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new SQLException("stocktaking failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }

    /** Calls first, then writes in a transaction that is as short as can be. */
    static final class Careful extends TwoWriters {
        Careful(Path database) {
            super(database);
        }

        @Override
        void takeStock() throws SQLException {
            counting.give();
            SlowCall.toSupplier();
            orderTaken.await();
            try (Connection connection = stock.getConnection()) {
                connection.setAutoCommit(false);
                new Inventory(connection).receive(Till.ORDER.sku(), 1);
                connection.commit();
            }
        }
    }
}
