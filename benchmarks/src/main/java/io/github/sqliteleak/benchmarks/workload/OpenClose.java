package io.github.sqliteleak.benchmarks.workload;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** Opens and closes connections from deep inside a program. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 20, batchSize = OpenClose.BATCH)
@Measurement(iterations = 10, batchSize = OpenClose.BATCH)
public class OpenClose {
    /** A fixed number, so that a busy machine takes longer and still warms up as far. */
    static final int BATCH = 4_000;

    private static final String MEMORY = "jdbc:sqlite::memory:";

    @Param("60")
    public int frames;

    /** Connections that stay open meanwhile. */
    @Param("0")
    public int held;

    private final List<Connection> open = new ArrayList<>();
    private final SQLiteDataSource source = new SQLiteDataSource();
    private WalFile file;
    private int depth;

    @Setup
    public void create() throws IOException, SQLException {
        file = WalFile.create();
        // JMH calls this and the benchmark at about the same depth.
        depth = frames - Thread.currentThread().getStackTrace().length;
        source.setUrl(MEMORY);
        for (int i = 0; i < held; i++) {
            open.add(DriverManager.getConnection(file.url()));
        }
    }

    @TearDown
    public void delete() throws IOException, SQLException {
        for (Connection connection : open) {
            connection.close();
        }
        file.delete();
    }

    @Benchmark
    public int memory() throws SQLException {
        return openAndClose(depth, MEMORY);
    }

    @Benchmark
    public int wal() throws SQLException {
        return openAndClose(depth, file.url());
    }

    /** By a data source, which sets each PRAGMA that it knows. */
    @Benchmark
    public int source() throws SQLException {
        return openAndClose(depth, null);
    }

    /** Returns a number, so that the call is no tail call and each frame stays. */
    private int openAndClose(int more, @Nullable String url) throws SQLException {
        if (more > 1) {
            return 1 + openAndClose(more - 1, url);
        }
        try (Connection connection =
                url == null ? source.getConnection() : DriverManager.getConnection(url)) {
            return connection.hashCode();
        }
    }
}
