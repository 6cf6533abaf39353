package io.github.sqliteleak.pool;

import io.github.sqliteleak.registry.FollowedConnections;
import io.github.sqliteleak.registry.TrackedConnection;
import java.lang.reflect.Method;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Finds the driver's connection behind what a pool lends. */
final class Physical {
    private Physical() {}

    /**
     * What the registry knows of it; null when another database's driver or nothing is behind it.
     */
    static @Nullable TrackedConnection of(Object lent) {
        if (FollowedConnections.isOne(lent)) {
            return FollowedConnections.tracked(lent);
        }
        if (lent instanceof Connection connection) {
            return unwrapped(connection);
        }
        return lent.getClass().getName().startsWith("com.j256.ormlite.")
                ? ofOrm(lent)
                : FollowedConnections.tracked(WrappedIn.fields(lent));
    }

    /** A wrapper that has been closed may throw. */
    private static @Nullable TrackedConnection unwrapped(Connection connection) {
        try {
            Class<?> type = FollowedConnections.behind(connection);
            return FollowedConnections.tracked(
                    type == null ? WrappedIn.fields(connection) : connection.unwrap(type));
        } catch (Throwable t) {
            return null;
        }
    }

    /** ORMLite's own interface has a getter for the driver's connection. */
    private static @Nullable TrackedConnection ofOrm(Object lent) {
        try {
            Method getter = lent.getClass().getMethod("getUnderlyingConnection");
            return FollowedConnections.tracked(getter.invoke(lent));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return null;
        }
    }
}
