package io.github.sqliteleak.demo;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** Copies the day's movements to the archive, then gives the day's memory back. */
class NightlyJob {
    static final int BATCH = 100;
    private static final Duration MEMORY_DEADLINE = Duration.ofSeconds(5);

    final DataSource stock;
    final DataSource archive;

    NightlyJob(DataSource stock, DataSource archive) {
        this.stock = stock;
        this.archive = archive;
    }

    /** The number of movements archived. */
    int run() throws SQLException {
        int archived = archive(movements());
        freeMemory();
        return archived;
    }

    int archive(List<Movement> movements) throws SQLException {
        Connection connection = archive.getConnection();
        connection.setAutoCommit(false);
        return write(connection, movements);
    }

    /** Writes the movements and commits each full batch. */
    static int write(Connection connection, List<Movement> movements) throws SQLException {
        String sql = "INSERT INTO movements (id, sku, units, reason) VALUES (?, ?, ?, ?)";
        int written = 0;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Movement movement : movements) {
                insert.setInt(1, movement.id());
                insert.setString(2, movement.sku());
                insert.setInt(3, movement.units());
                insert.setString(4, movement.reason());
                insert.executeUpdate();
                if (++written % BATCH == 0) {
                    connection.commit();
                }
            }
        }
        return written;
    }

    private List<Movement> movements() throws SQLException {
        try (Connection connection = stock.getConnection()) {
            return new Inventory(connection).movements();
        }
    }

    /** Collects until an object that nobody holds is gone: ten times or five seconds at most. */
    private static void freeMemory() {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        long start = System.nanoTime();
        for (int i = 0; i < 10 && garbage.get() != null; i++) {
            if (System.nanoTime() - start > MEMORY_DEADLINE.toNanos()) {
                return;
            }
            System.gc();
        }
    }

    /** Commits the last batch, which is seldom full, and closes. */
    static final class Careful extends NightlyJob {
        Careful(DataSource stock, DataSource archive) {
            super(stock, archive);
        }

        @Override
        int archive(List<Movement> movements) throws SQLException {
            try (Connection connection = archive.getConnection()) {
                connection.setAutoCommit(false);
                int written = write(connection, movements);
                connection.commit();
                return written;
            }
        }
    }
}
