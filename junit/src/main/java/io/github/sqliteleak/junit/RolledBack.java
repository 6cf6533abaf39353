package io.github.sqliteleak.junit;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.AssertionFailedError;

/**
 * A database of a class on one connection, on which what each test does is rolled back when it has
 * ended.
 */
final class RolledBack {
    private static final Namespace NAMESPACE = Namespace.create(RolledBack.class);
    private static final String TEST = "sqliteleak_test";

    private final LiveDatabase database;
    private final DataSource handles = new HandleSource(this::handle);
    private @Nullable Connection only;

    private RolledBack(LiveDatabase database) {
        this.database = database;
    }

    /**
     * The one of the class; a test begins with the first place that asks for it.
     *
     * @param spec with isolation by rollback
     */
    static RolledBack of(DatabaseSpec spec, ExtensionContext context) throws Exception {
        return of(spec, ofClass(context), context);
    }

    private static RolledBack of(
            DatabaseSpec spec, ExtensionContext ofClass, ExtensionContext context)
            throws Exception {
        LiveDatabase live = DatabasesOfScope.of(ofClass).get(spec);
        RolledBack rolledBack =
                ofClass.getStore(NAMESPACE)
                        .getOrComputeIfAbsent(live, RolledBack::new, RolledBack.class);
        if (context.getTestMethod().isPresent()) {
            rolledBack.begin(context);
        }
        return rolledBack;
    }

    /** Begins a test on all that its classes have already, before any code of the test. */
    static void beginAll(ExtensionContext context) throws Exception {
        ExtensionContext at = ofClass(context);
        while (at.getTestClass().isPresent()) {
            for (DatabaseSpec spec : DatabasesOfScope.specsRolledBackIn(at)) {
                of(spec, at, context);
            }
            at = at.getParent().orElseThrow();
        }
    }

    private static ExtensionContext ofClass(ExtensionContext context) {
        ExtensionContext at = context;
        while (at.getTestMethod().isPresent()) {
            at = at.getParent().orElseThrow();
        }
        return at;
    }

    Object as(Class<?> type) throws SQLException {
        if (type == Connection.class) {
            return handle();
        }
        if (type == DataSource.class) {
            return handles;
        }
        throw new ExtensionConfigurationException(
                "@TestDatabase(isolation = ROLLBACK) has no "
                        + type.getSimpleName()
                        + ", since another connection would not see what the test has done;"
                        + " allowed: a Connection or DataSource");
    }

    private synchronized Connection target() throws SQLException {
        Connection connection = only;
        if (connection == null) {
            connection = database.connection();
            only = connection;
        }
        return connection;
    }

    private Connection handle() throws SQLException {
        return RollbackHandle.of(target());
    }

    private void begin(ExtensionContext context) throws SQLException {
        Store store = context.getStore(NAMESPACE);
        if (store.get(this) != null) {
            return;
        }
        if (context.getExecutionMode() == ExecutionMode.CONCURRENT) {
            throw new ExtensionConfigurationException(
                    "@TestDatabase(isolation = ROLLBACK) is for tests that run one after the"
                            + " other, since they share a connection; allowed:"
                            + " @Execution(SAME_THREAD), or a database for each test");
        }
        SavepointSql.run(target(), "SAVEPOINT " + TEST);
        store.put(this, new End(this));
    }

    private void end() throws SQLException {
        Connection connection = target();
        if (connection.isClosed()) {
            throw new AssertionFailedError(
                    "@TestDatabase(isolation = ROLLBACK): the connection behind all tests of the"
                            + " class was closed");
        }
        try {
            SavepointSql.run(connection, "ROLLBACK TO " + TEST);
            SavepointSql.run(connection, "RELEASE " + TEST);
        } catch (SQLException e) {
            throw new AssertionFailedError(
                    "@TestDatabase(isolation = ROLLBACK): this test has ended the transaction"
                            + " around it, by COMMIT, END or ROLLBACK in SQL or by OR ROLLBACK; what it"
                            + " has committed stays for the tests after it\n"
                            + "  fix: commit by the Connection, or give the test a database of its own",
                    e);
        }
    }

    /** Of one test, after all callbacks. */
    private record End(RolledBack database) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() throws SQLException {
            database.end();
        }
    }
}
