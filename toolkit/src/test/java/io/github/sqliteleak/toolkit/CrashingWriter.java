package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes transactions of {@link #PARTS} rows until it is killed, and prints the number of each one
 * after its commit: {@code file name queue|transaction}. Waits for a line before it begins.
 */
final class CrashingWriter {
    static final int PARTS = 3;
    private static final int AHEAD = 32;
    // Leaves the processor to the other processes, which are being started.
    private static final long PACE_NANOS = 200_000;

    private CrashingWriter() {}

    public static void main(String[] args) throws Exception {
        try (SqliteDatabase database = SqliteDatabase.open(Path.of(args[0]))) {
            System.out.println("ready");
            if (System.in.read() < 0) {
                return;
            }
            if (args[2].equals("queue")) {
                writeThroughQueue(database, args[1]);
            } else {
                for (int number = 0; ; number++) {
                    int tx = number;
                    database.useTransaction(c -> insert(c, args[1], tx));
                    System.out.println(tx);
                    LockSupport.parkNanos(PACE_NANOS);
                }
            }
        }
    }

    private static void writeThroughQueue(SqliteDatabase database, String name)
            throws InterruptedException {
        try (WriteQueue queue =
                WriteQueue.builder(database).capacity(AHEAD, FullPolicy.WAIT).start()) {
            for (int number = 0; ; number++) {
                int tx = number;
                CompletableFuture<?> ignored =
                        queue.submit(c -> insert(c, name, tx))
                                .thenAccept(rows -> System.out.println(tx));
                LockSupport.parkNanos(PACE_NANOS);
            }
        }
    }

    private static int insert(Connection connection, String name, int tx) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, randomblob(100))")) {
            for (int part = 0; part < PARTS; part++) {
                insert.setString(1, name);
                insert.setInt(2, tx);
                insert.setInt(3, part);
                insert.executeUpdate();
            }
        }
        return PARTS;
    }
}
