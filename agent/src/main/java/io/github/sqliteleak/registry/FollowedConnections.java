package io.github.sqliteleak.registry;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which objects are the driver's connections: those that are a {@link FollowedConnection}, or a
 * twin of it where the driver's class loader does not find the agent's interface.
 */
public final class FollowedConnections {
    /** Held weakly, since each is a class of a loader that may be thrown away. */
    private static volatile List<WeakReference<Class<?>>> twins = List.of();

    private FollowedConnections() {}

    /**
     * From now on connections with this interface are known, too.
     *
     * @param type as {@link FollowedConnection}, of another class loader
     */
    public static synchronized void addTwin(Class<?> type) {
        List<WeakReference<Class<?>>> all = new ArrayList<>();
        for (WeakReference<Class<?>> each : twins) {
            if (each.refersTo(type)) {
                return;
            }
            if (!each.refersTo(null)) {
                all.add(each);
            }
        }
        all.add(new WeakReference<>(type));
        twins = all;
    }

    /** Whether it is a driver's connection itself, and not what a pool has put around one. */
    public static boolean isOne(@Nullable Object object) {
        return object instanceof FollowedConnection
                || twinOf(object) != null
                || ofLoadedDriver(object) != null;
    }

    /** What the registry knows of such a connection; null for nothing, or of another object. */
    public static @Nullable TrackedConnection tracked(@Nullable Object connection) {
        if (connection instanceof FollowedConnection driver) {
            return (TrackedConnection) driver.$sqliteLeak();
        }
        Class<?> twin = twinOf(connection);
        return twin == null
                ? ofLoadedDriver(connection)
                : (TrackedConnection) read(twin, connection);
    }

    /** Of a driver that was loaded before, whose connections got no interface. */
    private static @Nullable TrackedConnection ofLoadedDriver(@Nullable Object object) {
        return object instanceof Connection
                        && TrackedObjects.of(object) instanceof TrackedConnection known
                ? known
                : null;
    }

    private static @Nullable Object read(Class<?> twin, @Nullable Object connection) {
        try {
            Method method = twin.getMethod("$sqliteLeak");
            return method.invoke(connection);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** By which type the driver's connection is to be had of this wrapper; null for none. */
    public static @Nullable Class<?> behind(Connection wrapper) throws SQLException {
        if (wrapper.isWrapperFor(FollowedConnection.class)) {
            return FollowedConnection.class;
        }
        for (WeakReference<Class<?>> each : twins) {
            Class<?> twin = each.get();
            if (twin != null && wrapper.isWrapperFor(twin)) {
                return twin;
            }
        }
        for (WeakReference<Class<?>> each : TrackedObjects.connectionTypes()) {
            Class<?> type = each.get();
            if (type != null && wrapper.isWrapperFor(type)) {
                return type;
            }
        }
        return null;
    }

    private static @Nullable Class<?> twinOf(@Nullable Object object) {
        for (WeakReference<Class<?>> each : twins) {
            Class<?> twin = each.get();
            if (twin != null && twin.isInstance(object)) {
                return twin;
            }
        }
        return null;
    }
}
