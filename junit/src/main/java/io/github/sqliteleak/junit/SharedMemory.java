package io.github.sqliteleak.junit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/** A named database in memory, which lives as long as its keeper connection. */
final class SharedMemory extends LiveDatabase {
    private final TestDataSource dataSource;
    private final HandedOut handedOut;
    private final Connection keeper;
    private final Class<?> testClass;

    private SharedMemory(
            DatabaseSpec spec,
            TestDataSource dataSource,
            Connection keeper,
            HandedOut handedOut,
            Class<?> testClass) {
        super(spec);
        this.dataSource = dataSource;
        this.keeper = keeper;
        this.handedOut = handedOut;
        this.testClass = testClass;
    }

    static SharedMemory create(
            DatabaseSpec spec, SchemaSource schema, HandedOut handedOut, Class<?> testClass)
            throws Exception {
        String pragmas = spec.query().replaceFirst("\\?", "&");
        String url =
                "jdbc:sqlite:file:test-"
                        + UUID.randomUUID()
                        + "?mode=memory&cache=shared"
                        + pragmas;
        TestDataSource dataSource = new TestDataSource(url);
        Connection keeper = dataSource.open();
        try {
            schema.bringTo(keeper);
            schema.migrate(url);
            return new SharedMemory(spec, dataSource, keeper, handedOut, testClass);
        } catch (Throwable t) {
            keeper.close();
            throw t;
        }
    }

    @Override
    Connection connection() throws SQLException {
        return handedOut.add(dataSource.open());
    }

    @Override
    DataSource dataSource() {
        return dataSource;
    }

    @Override
    String url() {
        return dataSource.url();
    }

    @Override
    void removeAtTheEnd() throws SQLException {
        keeper.close();
    }

    @Override
    void remove(boolean keep, Duration timeout, Notice notice) throws SQLException {
        if (keep) {
            MemoryCopy.write(keeper, false, testClass, notice);
        }
        keeper.close();
    }
}
