package io.github.sqliteleak.junit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A named database in memory, which lives as long as its keeper connection. */
final class SharedMemory extends LiveDatabase {
    private final TestDataSource dataSource;
    private final HandedOut handedOut;
    private final Connection keeper;

    private SharedMemory(
            DatabaseSpec spec, TestDataSource dataSource, Connection keeper, HandedOut handedOut) {
        super(spec);
        this.dataSource = dataSource;
        this.keeper = keeper;
        this.handedOut = handedOut;
    }

    static SharedMemory create(DatabaseSpec spec, SchemaSource schema, HandedOut handedOut)
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
            return new SharedMemory(spec, dataSource, keeper, handedOut);
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
    void remove(boolean keep, Duration timeout, ExtensionContext context) throws SQLException {
        keeper.close();
    }
}
