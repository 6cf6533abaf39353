package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.driver.OpenFlags;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds by the openings of connections: pools on a database that cannot be shared, and copies of
 * the driver. Costs two comparisons where there is neither, and a look at the nearest frames where
 * databases in memory are open side by side.
 */
final class OpeningWatch {
    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final IneffectiveSettings unmet;
    private final MemoryPools pools;
    private final WalResetWatch walReset;
    private final UnknownKeys unknownKeys;
    private volatile WeakReference<Class<?>> firstDriver = new WeakReference<>(null);

    OpeningWatch(ConnectionRegistry registry, int stackDepth, IneffectiveSettings unmet) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = unmet;
        this.pools = new MemoryPools(registry, stackDepth, unmet);
        this.walReset = new WalResetWatch(registry, unmet);
        this.unknownKeys = new UnknownKeys(registry, stackDepth, unmet);
    }

    void opened(TrackedConnection connection, @Nullable Object properties) {
        if (isPrivate(connection)) {
            pools.opened(connection, properties);
        } else {
            lookForAnotherDriver(connection);
            walReset.opened(connection);
            lookForSharedCache(connection);
        }
        unknownKeys.opened(connection, properties);
    }

    void closed(TrackedConnection connection) {
        pools.closed(connection);
    }

    /** A statement begins on a connection that {@link TrackedConnection#isUseAwaited}. */
    void used(TrackedConnection connection) {
        pools.used(connection);
    }

    /** Whether each connection to this name has a database of its own, unless it shares a cache. */
    private static boolean isPrivate(TrackedConnection connection) {
        String file = connection.file();
        if (file.isEmpty() || file.equals(":memory:")) {
            return !OpenFlags.isSharedCache(connection.flags());
        }
        if (!file.startsWith("file:") || OpenFlags.isSharedCache(connection.flags())) {
            return false;
        }
        DatabaseFile database = DatabaseFile.of(file, connection.flags());
        return database.path() == null
                && database.parameter("vfs") == null
                && database.parameter("cache") == null;
    }

    private void lookForAnotherDriver(TrackedConnection connection) {
        Class<?> driver = driver(connection);
        Class<?> first = firstDriver.get();
        if (driver == first || driver == null) {
            return;
        }
        if (first == null) {
            firstDriver = new WeakReference<>(driver);
            return;
        }
        DatabaseFile database = DatabaseFile.of(connection.file(), connection.flags());
        if (database.path() == null
                || unmet.isKnown(database.display(), IneffectiveSetting.Kind.DRIVER_COPIES)
                || registry.isExcluded(connection)) {
            return;
        }
        for (TrackedConnection other : registry.open()) {
            Class<?> copy = driver(other);
            if (copy != driver
                    && copy != null
                    && other.closedNanos() == 0
                    && DatabaseFile.of(other.file(), other.flags()).equals(database)) {
                reportCopies(database.display(), connection, other);
                return;
            }
        }
    }

    /** Tables are locked between connections of one cache, whatever the journal. */
    private void lookForSharedCache(TrackedConnection connection) {
        if (!sharesCache(connection)) {
            return;
        }
        DatabaseFile database = connection.database();
        Path path = database.path();
        if (path == null
                || unmet.isKnown(database.display(), IneffectiveSetting.Kind.SHARED_CACHE)
                || registry.isExcluded(connection)
                || !DatabaseFiles.hasWal(path)) {
            return;
        }
        for (TrackedConnection other : registry.open()) {
            if (other != connection
                    && other.closedNanos() == 0
                    && sharesCache(other)
                    && other.database().equals(database)) {
                unmet.add(
                        new IneffectiveSetting(
                                database.display(),
                                IneffectiveSetting.Kind.SHARED_CACHE,
                                "cache=shared",
                                "which is in WAL mode: its connections lock tables against each"
                                        + " other all the same, and SQLite does not wait for that",
                                CallStack.of(connection.opening(), stackDepth).site()));
                return;
            }
        }
    }

    private static boolean sharesCache(TrackedConnection connection) {
        return OpenFlags.isSharedCache(connection.flags())
                || connection.file().contains("cache=shared");
    }

    /** Null when the handle is closed, or unloaded with its driver. */
    private static @Nullable Class<?> driver(TrackedConnection connection) {
        Object handle = connection.handle();
        return handle == null ? null : handle.getClass();
    }

    private void reportCopies(String database, TrackedConnection one, TrackedConnection other) {
        unmet.add(
                new IneffectiveSetting(
                        database,
                        IneffectiveSetting.Kind.DRIVER_COPIES,
                        "one copy of the driver",
                        "one in "
                                + loader(one)
                                + ", one in "
                                + loader(other)
                                + " opened at "
                                + CallStack.of(other.opening(), stackDepth).site(),
                        CallStack.of(one.opening(), stackDepth).site()));
    }

    /** Not by its toString(), which would be code of the application's. */
    private static String loader(TrackedConnection connection) {
        Class<?> driver = driver(connection);
        ClassLoader loader = driver == null ? null : driver.getClassLoader();
        return loader == null
                ? "the boot loader"
                : loader.getClass().getName()
                        + '@'
                        + Integer.toHexString(System.identityHashCode(loader));
    }
}
