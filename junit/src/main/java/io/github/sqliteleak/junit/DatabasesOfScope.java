package io.github.sqliteleak.junit;

import io.github.sqliteleak.junit.TestDatabase.Keep;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.opentest4j.AssertionFailedError;

/**
 * The databases of one test, or of one class. They end together, when its store is closed, after
 * all callbacks: what was handed out of one may have another one attached.
 */
final class DatabasesOfScope implements Store.CloseableResource, AutoCloseable {
    private static final Namespace NAMESPACE = Namespace.create(DatabasesOfScope.class);

    private final ExtensionContext context;
    private final HandedOut handedOut = new HandedOut();
    private final Deque<LiveDatabase> databases = new ArrayDeque<>();

    private DatabasesOfScope(ExtensionContext context) {
        this.context = context;
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
    synchronized LiveDatabase get(DatabaseSpec spec) throws Exception {
        for (LiveDatabase known : databases) {
            if (known.spec().name().equals(spec.name())) {
                if (!known.spec().equals(spec)) {
                    throw new ExtensionConfigurationException(
                            "@TestDatabase: two places of one test ask for the database \""
                                    + spec.name()
                                    + "\" with different settings; give one of them another name");
                }
                return known;
            }
        }
        EarlyAttachment.beforeDatabase(context);
        LiveDatabase created = LiveDatabase.create(spec, handedOut, context);
        databases.push(created);
        return created;
    }

    /** Closes what was handed out of any, and then takes away each, the last one first. */
    @Override
    public void close() throws SQLException, IOException {
        Failures failures = new Failures();
        handedOut.closeAll(context, failures);
        // What could not be closed in all that time has been waited for.
        Duration timeout = failures.isEmpty() ? Removal.TIMEOUT : Duration.ZERO;
        long end = System.nanoTime() + timeout.toNanos();
        while (!databases.isEmpty()) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            remove(databases.pop(), left, failures);
        }
        failures.throwIfAny();
    }

    private void remove(LiveDatabase database, Duration timeout, Failures failures) {
        boolean keep = database.spec().keep() == Keep.ON_FAILURE && FailedTests.isIn(context);
        try {
            database.remove(keep, timeout, context);
        } catch (SQLException | IOException | AssertionFailedError e) {
            failures.add(e);
        }
    }
}
