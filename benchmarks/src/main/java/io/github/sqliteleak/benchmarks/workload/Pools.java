package io.github.sqliteleak.benchmarks.workload;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.sqliteleak.toolkit.SqliteDatabase;
import io.github.sqliteleak.toolkit.WriteQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** The toolkit's readers, writer and queue beside HikariCP and a queue made by hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Pools {
    private static final int POOLED = 8;
    private static final int QUEUED = 32_000;
    private static final String INSERT = "INSERT INTO item (name) VALUES (?)";

    @Param({"toolkit", "peer"})
    public String by;

    private WalFile file;
    private SqliteDatabase database;
    private HikariDataSource readers;
    private HikariDataSource writer;
    private final ReentrantLock lock = new ReentrantLock();
    private int value;

    @Setup
    public void open() throws IOException, SQLException {
        file = WalFile.create();
        database = SqliteDatabase.open(Path.of(file.url().substring("jdbc:sqlite:".length())));
        readers = pool(POOLED);
        writer = pool(1);
    }

    @TearDown
    public void close() throws IOException, SQLException {
        readers.close();
        writer.close();
        database.close();
        file.delete();
    }

    @Benchmark
    @Threads(1)
    @Warmup(iterations = 10, batchSize = 20_000)
    @Measurement(iterations = 10, batchSize = 20_000)
    public String read() throws SQLException {
        return readOne();
    }

    @Benchmark
    @Threads(POOLED)
    @Warmup(iterations = 10, batchSize = 5_000)
    @Measurement(iterations = 10, batchSize = 5_000)
    public String readByEight() throws SQLException {
        return readOne();
    }

    @Benchmark
    @Threads(1)
    @Warmup(iterations = 10, batchSize = 5_000)
    @Measurement(iterations = 10, batchSize = 5_000)
    public int transaction() throws SQLException {
        value++;
        if (by.equals("toolkit")) {
            return database.transaction(connection -> insert(connection, value));
        }
        lock.lock();
        try (Connection connection = writer.getConnection()) {
            connection.setAutoCommit(false);
            int rows = insert(connection, value);
            connection.commit();
            return rows;
        } finally {
            lock.unlock();
        }
    }

    /** So many writes from 16 threads, all of them waited for. */
    @Benchmark
    @Threads(1)
    @Warmup(iterations = 10)
    @Measurement(iterations = 10)
    public void queue() throws InterruptedException {
        if (by.equals("toolkit")) {
            try (WriteQueue queue = WriteQueue.start(database)) {
                Producers.run(QUEUED, i -> queue.submit(connection -> insert(connection, i)));
                queue.flush();
            }
        } else {
            try (QueueByHand queue = new QueueByHand(writer, INSERT, QUEUED)) {
                Producers.run(QUEUED, i -> queue.submit("item " + i));
            }
        }
    }

    private String readOne() throws SQLException {
        try (Connection connection =
                        by.equals("toolkit") ? database.reader() : readers.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT name FROM item WHERE id = ?")) {
            select.setInt(1, 1);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private static int insert(Connection connection, int number) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, "item " + number);
            return insert.executeUpdate();
        }
    }

    /** With the settings that the toolkit has by default. */
    private HikariDataSource pool(int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(file.url());
        config.setMaximumPoolSize(connections);
        config.addDataSourceProperty("busy_timeout", "5000");
        config.addDataSourceProperty("synchronous", "NORMAL");
        config.addDataSourceProperty("foreign_keys", "true");
        config.addDataSourceProperty("temp_store", "MEMORY");
        config.addDataSourceProperty("cache_size", "-65536");
        return new HikariDataSource(config);
    }
}
