package io.github.sqliteleak.benchmarks.workload;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Opens and closes connections from deep inside a program, {@value #FRAMES} frames of stack. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 20, batchSize = OpenClose.BATCH)
@Measurement(iterations = 10, batchSize = OpenClose.BATCH)
public class OpenClose {
    /** A fixed number, so that a busy machine takes longer and still warms up as far. */
    static final int BATCH = 4_000;

    private static final int FRAMES = 60;

    private WalFile file;
    private int frames;

    @Setup
    public void create() throws IOException, SQLException {
        file = WalFile.create();
        // JMH calls this and the benchmark at about the same depth.
        frames = FRAMES - Thread.currentThread().getStackTrace().length;
    }

    @TearDown
    public void delete() throws IOException {
        file.delete();
    }

    @Benchmark
    public int memory() throws SQLException {
        return openAndClose(frames, "jdbc:sqlite::memory:");
    }

    @Benchmark
    public int wal() throws SQLException {
        return openAndClose(frames, file.url());
    }

    /** Returns a number, so that the call is no tail call and each frame stays. */
    private static int openAndClose(int more, String url) throws SQLException {
        if (more > 1) {
            return 1 + openAndClose(more - 1, url);
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection.hashCode();
        }
    }
}
