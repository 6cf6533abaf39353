package io.github.sqliteleak.junit;

import io.github.sqliteleak.junit.TestDatabase.Isolation;
import io.github.sqliteleak.junit.TestDatabase.Keep;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.opentest4j.AssertionFailedError;

/**
 * Databases that end together: what was handed out of one may have another one attached.
 *
 * @see DatabasesOfScope
 */
final class OwnDatabases {
    private final Class<?> testClass;
    private final Notice notice;
    private final HandedOut handedOut = new HandedOut();
    private final Deque<LiveDatabase> databases = new ArrayDeque<>();

    /**
     * @param testClass for scripts beside it, and for names
     */
    OwnDatabases(Class<?> testClass, Notice notice) {
        this.testClass = testClass;
        this.notice = notice;
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
        LiveDatabase created = LiveDatabase.create(spec, handedOut, testClass);
        databases.push(created);
        return created;
    }

    /** What those ask for that are rolled back after each test. */
    synchronized List<DatabaseSpec> rolledBack() {
        return databases.isEmpty()
                ? List.of()
                : databases.stream()
                        .map(LiveDatabase::spec)
                        .filter(spec -> spec.isolation() == Isolation.ROLLBACK)
                        .toList();
    }

    /**
     * Closes what was handed out of any, and then takes away each, the last one first.
     *
     * @param failed asked when one of them is to stay for a look then
     */
    void end(BooleanSupplier failed) throws SQLException, IOException {
        end(failed, true);
    }

    /** The same at the end of the JVM, which nobody is made to wait for. */
    void endOfAll(BooleanSupplier failed) throws SQLException, IOException {
        end(failed, false);
    }

    private synchronized void end(BooleanSupplier failed, boolean patient)
            throws SQLException, IOException {
        Failures failures = new Failures();
        boolean keep =
                databases.stream().anyMatch(each -> each.spec().keep() == Keep.ON_FAILURE)
                        && failed.getAsBoolean();
        if (keep) {
            for (LiveDatabase database : databases) {
                if (database.spec().keep() == Keep.ON_FAILURE) {
                    database.keepBeforeItIsClosed(notice);
                }
            }
        }
        handedOut.closeAll(notice, failures);
        // What could not be closed in all that time has been waited for.
        Duration timeout = failures.isEmpty() ? Removal.TIMEOUT : Duration.ZERO;
        long end = System.nanoTime() + timeout.toNanos();
        while (!databases.isEmpty()) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            LiveDatabase database = databases.pop();
            boolean stays = keep && database.spec().keep() == Keep.ON_FAILURE;
            try {
                if (stays || patient) {
                    database.remove(stays, left, notice);
                } else {
                    database.removeAtTheEnd();
                }
            } catch (SQLException | IOException | AssertionFailedError e) {
                failures.add(e);
            }
        }
        failures.throwIfAny();
    }
}
