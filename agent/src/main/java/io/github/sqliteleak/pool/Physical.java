package io.github.sqliteleak.pool;

import io.github.sqliteleak.registry.FollowedConnection;
import io.github.sqliteleak.registry.FollowedConnections;
import io.github.sqliteleak.registry.TrackedConnection;
import java.lang.reflect.Method;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Finds the driver's connection behind what a pool lends. */
final class Physical {
    private final UnwrappingClasses unwrapping = new UnwrappingClasses();

    /** Whether it is what a pool has put around a connection, and not the driver's own. */
    boolean isWrapper(Connection lent) {
        return unwrapping.include(lent.getClass()) || !FollowedConnections.isOne(lent);
    }

    /**
     * As {@link #of}, of what was lent before. A wrapper whose class gives out what is behind it is
     * believed when it has nothing to give.
     */
    @Nullable TrackedConnection ofLent(Object lent) {
        return unwrapping.include(lent.getClass()) ? given((Connection) lent) : of(lent);
    }

    /**
     * What the registry knows of it; null when another database's driver or nothing is behind it.
     */
    @Nullable TrackedConnection of(Object lent) {
        if (unwrapping.include(lent.getClass())) {
            TrackedConnection given = given((Connection) lent);
            if (given != null) {
                return given;
            }
        }
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
    private static @Nullable TrackedConnection given(Connection wrapper) {
        try {
            return wrapper.isWrapperFor(FollowedConnection.class)
                    ? FollowedConnections.tracked(wrapper.unwrap(FollowedConnection.class))
                    : null;
        } catch (Throwable t) {
            return null;
        }
    }

    private @Nullable TrackedConnection unwrapped(Connection wrapper) {
        try {
            Class<?> type = FollowedConnections.behind(wrapper);
            if (type == null) {
                return searched(wrapper);
            }
            TrackedConnection found = FollowedConnections.tracked(wrapper.unwrap(type));
            if (found != null && type == FollowedConnection.class) {
                unwrapping.add(wrapper.getClass());
            } else if (found != null) {
                unwrapping.refuse(wrapper.getClass());
            }
            return found;
        } catch (Throwable t) {
            return null;
        }
    }

    private @Nullable TrackedConnection searched(Connection wrapper) {
        TrackedConnection found = FollowedConnections.tracked(WrappedIn.fields(wrapper));
        if (found != null) {
            unwrapping.refuse(wrapper.getClass());
        }
        return found;
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
