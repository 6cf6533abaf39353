package io.github.sqliteleak.benchmarks.workload;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.sqliteleak.junit.TestDatabase;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole test classes, run by JUnit: each test with a database that it gets in one way or another.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 10)
public class TestDatabases {
    /** In one iteration: CPU time is counted in steps of 10 ms, and JUnit compiles late. */
    private static final int CLASSES = 5;

    private static final int TESTS = 1_000;
    private static final int SCHEMAS = 100;

    private final Launcher launcher = LauncherFactory.create();

    @Benchmark
    @Warmup(iterations = 20, batchSize = CLASSES)
    @Measurement(iterations = 10, batchSize = CLASSES)
    public long byHand() {
        return run(ByHand.class, TESTS);
    }

    @Benchmark
    @Warmup(iterations = 20, batchSize = CLASSES)
    @Measurement(iterations = 10, batchSize = CLASSES)
    public long byAnnotation() {
        return run(ByAnnotation.class, TESTS);
    }

    @Benchmark
    @Warmup(iterations = 20, batchSize = CLASSES)
    @Measurement(iterations = 10, batchSize = CLASSES)
    public long byAnnotatedField() {
        return run(ByAnnotatedField.class, TESTS);
    }

    @Benchmark
    public long script() {
        return run(ByScript.class, SCHEMAS);
    }

    @Benchmark
    public long template() {
        return run(ByTemplate.class, SCHEMAS);
    }

    @Benchmark
    @Warmup(iterations = 5)
    @Measurement(iterations = 5)
    public long fileScript() {
        return run(ByFileScript.class, SCHEMAS);
    }

    @Benchmark
    @Warmup(iterations = 5)
    @Measurement(iterations = 5)
    public long fileTemplate() {
        return run(ByFileTemplate.class, SCHEMAS);
    }

    private long run(Class<?> tests, int expected) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build(),
                summary);
        long succeeded = summary.getSummary().getTestsSucceededCount();
        if (succeeded != expected) {
            throw new IllegalStateException(
                    succeeded + " of " + expected + " tests of " + tests + " succeeded");
        }
        return succeeded;
    }

    /** As most suites do it. */
    static class ByHand {
        @RepeatedTest(TESTS)
        void opens() throws SQLException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
                use(connection);
            }
        }
    }

    static class ByAnnotation {
        @RepeatedTest(TESTS)
        void isGivenOne(@TestDatabase(storage = Storage.MEMORY) Connection connection)
                throws SQLException {
            use(connection);
        }
    }

    @SuppressWarnings("NullAway.Init") // set by the extension
    static class ByAnnotatedField {
        @TestDatabase(storage = Storage.MEMORY)
        private Connection connection;

        @RepeatedTest(TESTS)
        void hasOne() throws SQLException {
            use(connection);
        }
    }

    /** A schema of 100 tables with an index each. */
    static class ByScript {
        @RepeatedTest(SCHEMAS)
        void hasTables(
                @TestDatabase(storage = Storage.MEMORY, script = "tables.sql")
                        Connection connection)
                throws SQLException {
            use(connection);
        }
    }

    static class ByTemplate {
        @RepeatedTest(SCHEMAS)
        void hasTables(
                @TestDatabase(storage = Storage.MEMORY, script = "tables.sql", template = true)
                        Connection connection)
                throws SQLException {
            use(connection);
        }
    }

    /** The same in files. */
    static class ByFileScript {
        @RepeatedTest(SCHEMAS)
        void hasTables(@TestDatabase(script = "tables.sql") Connection connection)
                throws SQLException {
            use(connection);
        }
    }

    static class ByFileTemplate {
        @RepeatedTest(SCHEMAS)
        void hasTables(@TestDatabase(script = "tables.sql", template = true) Connection connection)
                throws SQLException {
            use(connection);
        }
    }

    private static void use(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            throw new IllegalStateException("closed");
        }
    }
}
