package io.github.sqliteleak.benchmarks.workload;

import com.vladmihalcea.flexypool.FlexyPoolDataSource;
import com.vladmihalcea.flexypool.adaptor.HikariCPPoolAdapter;
import com.vladmihalcea.flexypool.config.Configuration;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
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
import org.openjdk.jmh.annotations.Warmup;

/** Borrows a connection from HikariCP and gives it back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 15, batchSize = Borrowing.BATCH)
@Measurement(iterations = 10, batchSize = Borrowing.BATCH)
public class Borrowing {
    static final int BATCH = 100_000;

    /** Its shortest is two seconds. */
    private static final int LEAK_THRESHOLD_MILLIS = 60_000;

    /** With {@code h2}, the pool is for another database, in a JVM with one SQLite connection. */
    @Param({"plain", "threshold", "flexypool", "h2"})
    public String pool;

    private WalFile file;
    private Connection beside;
    private HikariDataSource hikari;
    private DataSource source;

    @Setup
    public void open() throws IOException, SQLException {
        file = WalFile.create();
        beside = DriverManager.getConnection(file.url());
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(pool.equals("h2") ? "jdbc:h2:mem:borrowing" : file.url());
        config.setMaximumPoolSize(2);
        if (pool.equals("threshold")) {
            config.setLeakDetectionThreshold(LEAK_THRESHOLD_MILLIS);
        }
        hikari = new HikariDataSource(config);
        source = hikari;
        if (pool.equals("flexypool")) {
            source = flexyPool(hikari);
        }
    }

    @SuppressWarnings("unchecked") // an array of a generic type, which the library asks for
    private static DataSource flexyPool(HikariDataSource hikari) {
        return new FlexyPoolDataSource<>(
                new Configuration.Builder<>("benchmark", hikari, HikariCPPoolAdapter.FACTORY)
                        .build());
    }

    @TearDown
    public void close() throws IOException, SQLException {
        hikari.close();
        beside.close();
        file.delete();
    }

    @Benchmark
    public int borrow() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return connection.hashCode();
        }
    }
}
