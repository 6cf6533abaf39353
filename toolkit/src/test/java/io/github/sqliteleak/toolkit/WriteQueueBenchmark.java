package io.github.sqliteleak.toolkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * Writes through the queue beside the same writes in autocommit mode, on the same settings and
 * disk, in turns. From the folder of the module, after {@code mvn test-compile}:
 *
 * <pre>
 * mvn -q dependency:build-classpath -Dmdep.outputFile=target/cp
 * java -cp target/classes:target/test-classes:$(cat target/cp) \
 *     io.github.sqliteleak.toolkit.WriteQueueBenchmark [folder]
 * </pre>
 */
final class WriteQueueBenchmark {
    private static final int ROUNDS = 5;
    private static final int THREADS = 16;
    private static final int QUEUED = 64_000;

    /** Settings to compare on, and how many autocommit writes are enough to measure. */
    private record Case(String journal, String synchronous, int singles, String remark) {}

    private WriteQueueBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path parent = Path.of(args.length > 0 ? args[0] : System.getProperty("java.io.tmpdir"));
        Path folder = Files.createTempDirectory(parent, "write-queue-benchmark");
        System.out.printf(
                "Writes per second, median of %d rounds; %d threads; JDK %s, %s%n%n",
                ROUNDS, THREADS, Runtime.version(), System.getProperty("os.name"));
        System.out.printf(
                "%-14s%-12s%15s%12s%8s%n",
                "journal_mode", "synchronous", "autocommit", "queue", "ratio");
        run(folder, new Case("DELETE", "FULL", 1_000, "what the driver does by default"));
        run(folder, new Case("WAL", "FULL", 2_000, "each commit survives a power failure"));
        run(folder, new Case("WAL", "NORMAL", 20_000, "no commit waits for the disk"));
        Files.delete(folder);
    }

    private static void run(Path folder, Case setting) throws Exception {
        Path file = folder.resolve("data.db");
        double[] single = new double[ROUNDS];
        double[] queued = new double[ROUNDS];
        try (SqliteDatabase database =
                SqliteDatabase.builder(file)
                        .journalMode(setting.journal())
                        .synchronous(setting.synchronous())
                        .open()) {
            database.useTransaction(
                    c -> Sql.execute(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, text)"));
            for (int round = -1; round < ROUNDS; round++) {
                double one = autocommit(file, setting);
                double many = throughQueue(database);
                if (round >= 0) {
                    single[round] = one;
                    queued[round] = many;
                }
            }
        }
        WalFiles.delete(file);
        double one = median(single);
        double many = median(queued);
        System.out.printf(
                "%-14s%-12s%,15.0f%,12.0f%8.1f  %s%n",
                setting.journal(), setting.synchronous(), one, many, many / one, setting.remark());
    }

    /** Bare JDBC on one thread, one prepared statement: the quickest way to write one by one. */
    private static double autocommit(Path file, Case setting) throws SQLException {
        try (Connection connection = Driver.open(file, Driver.Mode.READ_WRITE)) {
            Sql.value(connection, "PRAGMA synchronous = " + setting.synchronous());
            try (PreparedStatement insert = prepare(connection)) {
                long begin = System.nanoTime();
                for (int i = 0; i < setting.singles(); i++) {
                    insert(insert, i);
                }
                return perSecond(setting.singles(), begin);
            }
        }
    }

    private static double throughQueue(SqliteDatabase database) throws Exception {
        try (WriteQueue queue = WriteQueue.start(database)) {
            long begin = System.nanoTime();
            CompletableFuture<?>[] threads = new CompletableFuture<?>[THREADS];
            for (int t = 0; t < THREADS; t++) {
                threads[t] = Waiting.async(() -> submitAll(queue));
            }
            CompletableFuture.allOf(threads).join();
            queue.flush();
            return perSecond(QUEUED, begin);
        }
    }

    private static void submitAll(WriteQueue queue) {
        for (int i = 0; i < QUEUED / THREADS; i++) {
            int n = i;
            CompletableFuture<?> ignored =
                    queue.submit(
                            connection -> {
                                try (PreparedStatement insert = prepare(connection)) {
                                    return insert(insert, n);
                                }
                            });
        }
    }

    private static PreparedStatement prepare(Connection connection) throws SQLException {
        return connection.prepareStatement("INSERT INTO t (text) VALUES (?)");
    }

    private static int insert(PreparedStatement insert, int i) throws SQLException {
        insert.setString(1, "a line of text that somebody wrote " + i);
        return insert.executeUpdate();
    }

    private static double perSecond(int writes, long begin) {
        return writes * 1e9 / (System.nanoTime() - begin);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
