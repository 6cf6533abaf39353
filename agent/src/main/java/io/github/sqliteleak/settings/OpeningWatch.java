package io.github.sqliteleak.settings;

import io.github.sqliteleak.registry.CallStack;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What the openings of connections tell: pools on a database that cannot be shared, and copies of
 * the driver. Costs two comparisons where there is neither.
 */
final class OpeningWatch {
    private static final int OPEN_SHAREDCACHE = 0x20000;

    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final UnmetSettings unmet;
    private volatile WeakReference<Class<?>> firstDriver = new WeakReference<>(null);
    private volatile @Nullable PrivateOpening latest;

    /** Properties that were looked into, and of which there is nothing to tell. */
    private volatile WeakReference<Object> untold = new WeakReference<>(null);

    /**
     * Kept until it is closed or the next one comes, which costs less than to refer to it weakly.
     */
    private record PrivateOpening(TrackedConnection connection, @Nullable Object properties) {}

    OpeningWatch(ConnectionRegistry registry, int stackDepth, UnmetSettings unmet) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = unmet;
    }

    void opened(TrackedConnection connection, @Nullable Object properties) {
        if (isPrivate(connection)) {
            openedPrivate(connection, properties);
        } else {
            lookForAnotherDriver(connection);
        }
    }

    void closed(TrackedConnection connection) {
        PrivateOpening last = latest;
        if (last != null && last.connection() == connection) {
            latest = null;
        }
    }

    /** Whether each connection to this name has a database of its own, unless it shares a cache. */
    private static boolean isPrivate(TrackedConnection connection) {
        String file = connection.file();
        if (file.isEmpty() || file.equals(":memory:")) {
            return (connection.flags() & OPEN_SHAREDCACHE) == 0;
        }
        if (!file.startsWith("file:") || (connection.flags() & OPEN_SHAREDCACHE) != 0) {
            return false;
        }
        DatabaseFile database = DatabaseFile.of(file, connection.flags());
        return database.path() == null
                && database.parameter("vfs") == null
                && database.parameter("cache") == null;
    }

    private void openedPrivate(TrackedConnection connection, @Nullable Object properties) {
        PrivateOpening before = latest;
        latest = new PrivateOpening(connection, properties);
        TrackedConnection other = before == null ? null : before.connection();
        if (before != null
                && other != null
                && other.closedNanos() == 0
                && properties != untold.get()
                && (isSame(before.properties(), properties) || bySameAdder(other, connection))
                && other.file().equals(connection.file())) {
            lookForPool(other, connection, properties);
        }
    }

    /** A pool hands its settings to the driver as the same object each time. */
    private static boolean isSame(@Nullable Object properties, @Nullable Object others) {
        return properties != null && properties == others;
    }

    /** HikariCP names the thread after the pool, and no two pools have the same name. */
    private static boolean bySameAdder(TrackedConnection one, TrackedConnection other) {
        return one.threadName().equals(other.threadName())
                && one.threadName().endsWith(":connection-adder");
    }

    private void lookForPool(
            TrackedConnection first, TrackedConnection second, @Nullable Object properties) {
        String database = DatabaseFile.of(second.file(), second.flags()).display();
        if (unmet.isKnown(database, UnmetSetting.Kind.MEMORY_POOL)) {
            return;
        }
        CallStack opened = CallStack.of(first.opening(), stackDepth);
        CallStack openedNext = CallStack.of(second.opening(), stackDepth);
        String owner = openedNext.owner();
        if (!owner.startsWith("pool:") || !owner.equals(opened.owner()) || mayShareCache(second)) {
            untold = new WeakReference<>(properties);
            return;
        }
        if (registry.isExcluded(second)) {
            return;
        }
        unmet.add(
                new UnmetSetting(
                        database,
                        UnmetSetting.Kind.MEMORY_POOL,
                        "one database for " + owner,
                        "each connection of " + owner + " has an empty database of its own",
                        (opened.userFrames().isEmpty() ? openedNext : opened).site()));
    }

    /** By the driver's own reading of URL and properties, {@code DB.getConfig()}. */
    private static boolean mayShareCache(TrackedConnection connection) {
        Object handle = connection.handle();
        try {
            Object config = handle.getClass().getMethod("getConfig").invoke(handle);
            return (Boolean) config.getClass().getMethod("isEnabledSharedCache").invoke(config);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return true;
        }
    }

    private void lookForAnotherDriver(TrackedConnection connection) {
        Class<?> driver = connection.handle().getClass();
        Class<?> first = firstDriver.get();
        if (driver == first) {
            return;
        }
        if (first == null) {
            firstDriver = new WeakReference<>(driver);
            return;
        }
        DatabaseFile database = DatabaseFile.of(connection.file(), connection.flags());
        if (database.path() == null
                || unmet.isKnown(database.display(), UnmetSetting.Kind.DRIVER_COPIES)
                || registry.isExcluded(connection)) {
            return;
        }
        for (TrackedConnection other : registry.open()) {
            if (other.handle().getClass() != driver
                    && other.closedNanos() == 0
                    && DatabaseFile.of(other.file(), other.flags()).equals(database)) {
                tellCopies(database.display(), connection, other);
                return;
            }
        }
    }

    private void tellCopies(String database, TrackedConnection one, TrackedConnection other) {
        unmet.add(
                new UnmetSetting(
                        database,
                        UnmetSetting.Kind.DRIVER_COPIES,
                        "one copy of the driver",
                        "one in "
                                + loader(one)
                                + ", one in "
                                + loader(other)
                                + " opened at "
                                + CallStack.of(other.opening(), stackDepth).site(),
                        CallStack.of(one.opening(), stackDepth).site()));
    }

    /** Not its own words: they would be code of the application's. */
    private static String loader(TrackedConnection connection) {
        ClassLoader loader = connection.handle().getClass().getClassLoader();
        return loader == null
                ? "the boot loader"
                : loader.getClass().getName()
                        + '@'
                        + Integer.toHexString(System.identityHashCode(loader));
    }
}
