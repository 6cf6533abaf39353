package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.driver.DriverHandle;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Pools of more than one on a database in memory of which each connection has its own. Two
 * connections of a pool that are open at once prove nothing by themselves: a pool of one may open
 * the next while another thread has yet to close the one before. That one it never uses again. So
 * the proof is that the older of the two is used while both are open.
 */
final class MemoryPools {
    /** In the names of threads of which each pool has one, Agroal and HikariCP. */
    private static final List<String> ADDERS =
            List.of("agroal-", ":connection-adder", " connection adder");

    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final IneffectiveSettings unmet;

    /** Pools open connections side by side: none may be overlooked. */
    private final AtomicReference<@Nullable Opening> latest = new AtomicReference<>();

    /** Properties that were looked into, with nothing to report. */
    private volatile WeakReference<Object> unsuspicious = new WeakReference<>(null);

    /** What is reported once the connection is used again; each is open. */
    private final Map<TrackedConnection, IneffectiveSetting> awaited = new ConcurrentHashMap<>();

    /** The latest, kept until it is closed or the next one comes. */
    private static final class Opening {
        private final TrackedConnection connection;

        private final @Nullable Object properties;

        Opening(TrackedConnection connection, @Nullable Object properties) {
            this.connection = connection;
            this.properties = properties;
        }

        /** A pool hands its settings to the driver as the same object each time. */
        boolean hasSame(@Nullable Object others) {
            return properties != null && properties == others;
        }
    }

    MemoryPools(ConnectionRegistry registry, int stackDepth, IneffectiveSettings unmet) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = unmet;
    }

    /** Opened on a database of its own. */
    void opened(TrackedConnection connection, @Nullable Object properties) {
        Opening before = latest.getAndSet(new Opening(connection, properties));
        TrackedConnection other = before == null ? null : before.connection;
        if (before != null
                && other != null
                && other.closedNanos() == 0
                && properties != unsuspicious.get()
                && other.file().equals(connection.file())
                && (before.hasSame(properties) || bySameAdder(other, connection))) {
            lookForPool(other, connection, properties);
        }
    }

    void closed(TrackedConnection connection) {
        Opening last = latest.get();
        if (last != null && last.connection == connection) {
            latest.compareAndSet(last, null);
        }
        if (connection.isUseAwaited()) {
            awaited.remove(connection);
        }
    }

    /** A statement begins on a connection that {@link TrackedConnection#isUseAwaited}. */
    void used(TrackedConnection connection) {
        connection.awaitUse(false);
        IneffectiveSetting setting = awaited.remove(connection);
        if (setting != null) {
            unmet.add(
                    setting.site() == null
                            ? setting.at(userSite(CallStack.of(new CapturedStack(), stackDepth)))
                            : setting);
        }
    }

    private static boolean bySameAdder(TrackedConnection one, TrackedConnection other) {
        Thread adder = one.thread();
        return adder != null && adder == other.thread() && isAdder(one.threadName());
    }

    private static boolean isAdder(String thread) {
        for (String part : ADDERS) {
            if (thread.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private void lookForPool(
            TrackedConnection first, TrackedConnection second, @Nullable Object properties) {
        String database = DatabaseFile.of(second.file(), second.flags()).display();
        if (unmet.isKnown(database, IneffectiveSetting.Kind.MEMORY_POOL)) {
            return;
        }
        CapturedStack firstOpening = first.opening();
        if (firstOpening == CapturedStack.NONE) {
            // It was closed meanwhile. That proves nothing about the ones to come.
            return;
        }
        CallStack opened = CallStack.of(firstOpening, stackDepth);
        CallStack openedNext = CallStack.of(second.opening(), stackDepth);
        String owner = openedNext.owner();
        if (!owner.startsWith("pool:") || !owner.equals(opened.owner()) || mayShareCache(second)) {
            unsuspicious = new WeakReference<>(properties);
            return;
        }
        if (registry.isExcluded(second)) {
            return;
        }
        String site = userSite(opened);
        IneffectiveSetting setting =
                new IneffectiveSetting(
                        database,
                        IneffectiveSetting.Kind.MEMORY_POOL,
                        "one database for " + owner,
                        "each connection of " + owner + " has an empty database of its own",
                        site == null ? userSite(openedNext) : site);
        awaitUse(first, setting);
    }

    private void awaitUse(TrackedConnection connection, IneffectiveSetting setting) {
        awaited.put(connection, setting);
        connection.awaitUse(true);
        if (connection.closedNanos() != 0) {
            awaited.remove(connection);
        }
    }

    /** Null when a thread of the pool's own opened it. */
    private static @Nullable String userSite(CallStack stack) {
        List<StackTraceElement> frames = stack.userFrames();
        return frames.isEmpty() ? null : CallStack.format(frames.get(0));
    }

    private static boolean mayShareCache(TrackedConnection connection) {
        Object handle = connection.handle();
        if (handle == null) {
            return true;
        }
        try {
            return new DriverHandle(handle).sharesCache();
        } catch (SQLException | ReflectiveOperationException | RuntimeException e) {
            return true;
        }
    }
}
