package io.github.sqliteleak.benchmarks.workload;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
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
import org.sqlite.SQLiteDataSource;

/**
 * Runs statements on one connection that stays open. Each batch takes about a tenth of a second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Statements {
    @Param({"driver", "datasource-proxy"})
    public String through;

    private WalFile file;
    private Connection connection;
    private Statement plain;
    private PreparedStatement oneRow;
    private PreparedStatement insert;
    private PreparedStatement allRows;
    private int value;

    @Setup
    public void open() throws IOException, SQLException {
        file = WalFile.create();
        SQLiteDataSource driver = new SQLiteDataSource();
        driver.setUrl(file.url());
        // The disk's own time would drown the difference that is looked for.
        driver.setSynchronous("OFF");
        DataSource source =
                through.equals("driver") ? driver : ProxyDataSourceBuilder.create(driver).build();
        connection = source.getConnection();
        plain = connection.createStatement();
        oneRow = connection.prepareStatement("SELECT ?");
        insert = connection.prepareStatement("INSERT OR REPLACE INTO item VALUES (?, 'item')");
        allRows = connection.prepareStatement("SELECT id, name FROM item");
    }

    @TearDown
    public void close() throws IOException, SQLException {
        connection.close();
        file.delete();
    }

    @Benchmark
    @Warmup(iterations = 10, batchSize = 250_000)
    @Measurement(iterations = 10, batchSize = 250_000)
    public int prepared() throws SQLException {
        oneRow.setInt(1, value++);
        try (ResultSet row = oneRow.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    @Benchmark
    @Warmup(iterations = 10, batchSize = 100_000)
    @Measurement(iterations = 10, batchSize = 100_000)
    public int unprepared() throws SQLException {
        try (ResultSet row = plain.executeQuery("SELECT 1")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Benchmark
    @Warmup(iterations = 10, batchSize = 15_000)
    @Measurement(iterations = 10, batchSize = 15_000)
    public int insert() throws SQLException {
        insert.setInt(1, value++ % WalFile.ROWS);
        return insert.executeUpdate();
    }

    @Benchmark
    @Warmup(iterations = 10, batchSize = 1_000)
    @Measurement(iterations = 10, batchSize = 1_000)
    public int scan() throws SQLException {
        int sum = 0;
        try (ResultSet rows = allRows.executeQuery()) {
            while (rows.next()) {
                sum += rows.getInt(1);
            }
        }
        return sum;
    }
}
