package io.github.sqliteleak.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** An export stops in the middle of its result, and no checkpoint can empty the WAL. */
class PinnedWal implements Scene {
    private static final String MOVEMENTS = "SELECT id, sku, units, reason FROM movements";
    private static final int DELIVERIES = 100;
    private static final int PATIENCE_MILLIS = 100;

    final DataSource stock;

    PinnedWal(Path database) {
        this.stock = Database.waiting(database, PATIENCE_MILLIS);
    }

    @Override
    public final void play(PrintStream out) throws SQLException {
        out.println("A checkpoint");
        export(out);
        out.println("  checkpoint once all is closed: " + (checkpoint() ? "done" : "held up"));
    }

    void export(PrintStream out) throws SQLException {
        try (Connection connection = stock.getConnection();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(MOVEMENTS)) {
            rows.next();
            deliver();
            boolean done = checkpoint();
            out.println("  checkpoint during the export: " + (done ? "done" : "held up"));
        }
    }

    final void deliver() throws SQLException {
        try (Connection connection = stock.getConnection()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < DELIVERIES; i++) {
                new Inventory(connection).receive(Till.ORDER.sku(), 1);
            }
            connection.commit();
        }
    }

    /** False when somebody still reads what is in the WAL. */
    final boolean checkpoint() throws SQLException {
        try (Connection connection = stock.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            return row.getInt("busy") == 0;
        }
    }

    /** Reads the whole result first, and works when it is closed. */
    static final class Careful extends PinnedWal {
        Careful(Path database) {
            super(database);
        }

        @Override
        void export(PrintStream out) throws SQLException {
            try (Connection connection = stock.getConnection()) {
                new Inventory(connection).movements();
            }
            deliver();
            boolean done = checkpoint();
            out.println("  checkpoint during the export: " + (done ? "done" : "held up"));
        }
    }
}
