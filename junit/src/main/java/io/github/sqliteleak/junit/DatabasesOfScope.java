package io.github.sqliteleak.junit;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The databases of one test, or of one class. They end when its store is closed, after all
 * callbacks.
 */
final class DatabasesOfScope implements Store.CloseableResource, AutoCloseable {
    private static final Namespace NAMESPACE = Namespace.create(DatabasesOfScope.class);

    private final ExtensionContext context;
    private final OwnDatabases databases;

    private DatabasesOfScope(ExtensionContext context) {
        this.context = context;
        this.databases = new OwnDatabases(context.getRequiredTestClass(), Notice.to(context));
    }

    /**
     * Stores show what those around them hold. A class's databases have its name in the key, so
     * that no class within it takes them for its own; no test is around another one.
     *
     * @param className empty for a test's
     */
    private record Key(String className) {
        static Key of(ExtensionContext context) {
            boolean ofTest = context.getTestMethod().isPresent();
            return new Key(ofTest ? "" : context.getRequiredTestClass().getName());
        }
    }

    /**
     * Those of the very test or class. An invocation of a parameterised test does not take those of
     * the method with its arguments, which all share.
     */
    static DatabasesOfScope of(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        Key key = Key.of(context);
        DatabasesOfScope known = store.get(key, DatabasesOfScope.class);
        if (known == null || !known.isOf(context)) {
            known = new DatabasesOfScope(context);
            store.put(key, known);
        }
        return known;
    }

    private boolean isOf(ExtensionContext other) {
        return context == other || context.getUniqueId().equals(other.getUniqueId());
    }

    /** The one of this name, else a new one. */
    LiveDatabase get(DatabaseSpec spec) throws Exception {
        EarlyAttachment.beforeDatabase(context);
        return databases.get(spec);
    }

    /** What those of a class ask for that are rolled back after each test. */
    static List<DatabaseSpec> specsRolledBackIn(ExtensionContext context) {
        DatabasesOfScope known =
                context.getStore(NAMESPACE).get(Key.of(context), DatabasesOfScope.class);
        return known == null ? List.of() : known.databases.rolledBack();
    }

    @Override
    public void close() throws SQLException, IOException {
        databases.end(() -> FailedTests.isIn(context));
    }
}
