package io.github.sqliteleak.junit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** {@code :memory:}, where the connection is the database. */
final class PrivateMemory extends LiveDatabase {
    private final SchemaSource schema;
    private final TestDataSource dataSource;
    private final HandedOut handedOut;
    private final Class<?> testClass;
    private @Nullable Connection only;

    PrivateMemory(DatabaseSpec spec, SchemaSource schema, HandedOut handedOut, Class<?> testClass) {
        super(spec);
        this.schema = schema;
        this.handedOut = handedOut;
        this.testClass = testClass;
        this.dataSource =
                new TestDataSource("jdbc:sqlite::memory:" + spec.query(), this::bringSchemaTo);
    }

    private void bringSchemaTo(Connection connection) throws SQLException {
        schema.bringTo(connection);
        if (schema.isByScripts()) {
            // On this very connection, where those of the scripts would stay: a dump switches
            // foreign keys off.
            spec().putInForceAgain(connection);
        }
    }

    @Override
    synchronized Connection connection() throws SQLException {
        Connection connection = only;
        if (connection == null) {
            connection = handedOut.addPrivate(dataSource.open());
            only = connection;
        }
        return connection;
    }

    @Override
    DataSource dataSource() {
        return dataSource;
    }

    @Override
    String url() {
        if (schema.isNeeded()) {
            throw new ExtensionConfigurationException(
                    "@TestDatabase(storage = MEMORY) has no URL that carries its schema; allowed:"
                            + " storage = SHARED_MEMORY or FILE, or a Connection or DataSource");
        }
        return dataSource.url();
    }

    @Override
    synchronized void keepBeforeItIsClosed(Notice notice) {
        if (only != null) {
            MemoryCopy.write(only, true, testClass, notice);
        } else {
            notice.say(
                    "the database of the failed test is not kept: each connection of a DataSource"
                            + " with storage = MEMORY has one of its own; SHARED_MEMORY has one for"
                            + " all");
        }
    }

    @Override
    void removeAtTheEnd() {
        // It has gone with its connections.
    }

    @Override
    void remove(boolean keep, Duration timeout, Notice notice) {
        // It has gone with its connections.
    }
}
