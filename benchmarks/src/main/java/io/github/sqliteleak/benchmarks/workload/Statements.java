package io.github.sqliteleak.benchmarks.workload;

import com.p6spy.engine.spy.P6DataSource;
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
    private static final int MIXED = 3_000;

    @Param({"driver", "datasource-proxy", "p6spy"})
    public String through;

    /** What the JVM has done before: {@code nothing}, or {@code mixed} work. */
    @Param("nothing")
    public String before;

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
        if (before.equals("mixed")) {
            mixedWork(driver);
        }
        connection = through(driver).getConnection();
        plain = connection.createStatement();
        oneRow = connection.prepareStatement("SELECT ?");
        insert = connection.prepareStatement("INSERT OR REPLACE INTO item VALUES (?, 'item')");
        allRows = connection.prepareStatement("SELECT id, name FROM item");
    }

    private DataSource through(DataSource driver) {
        return switch (through) {
            case "datasource-proxy" -> ProxyDataSourceBuilder.create(driver).build();
            case "p6spy" -> new P6DataSource(driver);
            default -> driver;
        };
    }

    /** As a program does before it has one query to repeat. */
    private static void mixedWork(DataSource driver) throws SQLException {
        for (int i = 0; i < MIXED; i++) {
            try (Connection each = driver.getConnection();
                    Statement statement = each.createStatement()) {
                each.setAutoCommit(false);
                statement.executeUpdate("UPDATE item SET name = 'mixed' WHERE id = " + i);
                each.commit();
                try (ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
                    rows.next();
                }
                try (PreparedStatement select =
                        each.prepareStatement("SELECT name FROM item WHERE id = ?")) {
                    select.setInt(1, i);
                    select.executeQuery().close();
                }
            }
        }
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
        return number("SELECT 1");
    }

    @Benchmark
    @Warmup(iterations = 10, batchSize = 100_000)
    @Measurement(iterations = 10, batchSize = 100_000)
    public int pragma() throws SQLException {
        return number("PRAGMA user_version");
    }

    private int number(String query) throws SQLException {
        try (ResultSet row = plain.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** 1,000 rows in one transaction. */
    @Benchmark
    @Warmup(iterations = 10, batchSize = 100)
    @Measurement(iterations = 10, batchSize = 100)
    public int batch() throws SQLException {
        connection.setAutoCommit(false);
        for (int i = 0; i < WalFile.ROWS; i++) {
            insert.setInt(1, i);
            insert.addBatch();
        }
        int length = insert.executeBatch().length;
        connection.commit();
        connection.setAutoCommit(true);
        return length;
    }

    /** One row. */
    @Benchmark
    @Warmup(iterations = 10, batchSize = 10_000)
    @Measurement(iterations = 10, batchSize = 10_000)
    public int transaction() throws SQLException {
        connection.setAutoCommit(false);
        insert.setInt(1, value++ % WalFile.ROWS);
        int rows = insert.executeUpdate();
        connection.commit();
        connection.setAutoCommit(true);
        return rows;
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
