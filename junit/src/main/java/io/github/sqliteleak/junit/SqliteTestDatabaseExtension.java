package io.github.sqliteleak.junit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * {@link TestDatabase} for {@code @RegisterExtension}, whose place among other extensions is chosen
 * by {@code @Order}: it is there before those of a higher order ask for it.
 *
 * <pre>{@code
 * @RegisterExtension
 * @Order(1)
 * final SqliteTestDatabaseExtension database =
 *         SqliteTestDatabase.builder().script("/schema.sql").extension();
 * }</pre>
 *
 * <p>On an instance field each test has a database of its own; on a static field the class has one.
 * It ends after all callbacks.
 */
public final class SqliteTestDatabaseExtension
        implements BeforeAllCallback, BeforeEachCallback, TestWatcher {
    private final Namespace namespace = Namespace.create(SqliteTestDatabaseExtension.class, this);
    private final String name = "extension " + UUID.randomUUID();
    private final SqliteTestDatabaseBuilder settings;

    /** By the unique id of the test or class that has it; more than one only in parallel. */
    private final Map<String, LiveDatabase> live = new ConcurrentHashMap<>();

    SqliteTestDatabaseExtension(SqliteTestDatabaseBuilder settings) {
        this.settings = settings;
        settings.spec(name);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        create(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        create(context);
    }

    /** Unless the class around has one. */
    private void create(ExtensionContext context) {
        Store store = context.getStore(namespace);
        if (store.get(name) != null) {
            return;
        }
        try {
            DatabaseSpec spec = ConfiguredStorage.of(settings.spec(name), context);
            live.put(context.getUniqueId(), DatabasesOfScope.of(context).get(spec));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ExtensionConfigurationException(
                    "SqliteTestDatabaseExtension: the database cannot be made: " + e.getMessage(),
                    e);
        }
        store.put(name, new End(live, context.getUniqueId()));
    }

    private record End(Map<String, LiveDatabase> live, String holder)
            implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            live.remove(holder);
        }
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        FailedTests.add(context);
    }

    private LiveDatabase database() {
        if (live.size() == 1) {
            return live.values().iterator().next();
        }
        throw new ExtensionConfigurationException(
                live.isEmpty()
                        ? "SqliteTestDatabaseExtension: there is a database only while its tests"
                                + " run; is it on a field with @RegisterExtension?"
                        : "SqliteTestDatabaseExtension: it belongs to several tests or classes that"
                                + " run at the same time; allowed: an instance field with one"
                                + " instance for each test, or tests that run one after the other");
    }

    /** As {@link SqliteTestDatabase#connection}. */
    public Connection connection() throws SQLException {
        return database().connection();
    }

    /** As {@link SqliteTestDatabase#dataSource}. */
    public DataSource dataSource() {
        return database().dataSource();
    }

    /** As {@link SqliteTestDatabase#url}. */
    public String url() {
        return database().url();
    }

    /** As {@link SqliteTestDatabase#path}. */
    public Path path() {
        return database().path();
    }
}
