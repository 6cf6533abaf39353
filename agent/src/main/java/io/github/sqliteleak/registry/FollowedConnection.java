package io.github.sqliteleak.registry;

import org.jspecify.annotations.Nullable;

/**
 * What weaving makes of the driver's connections: a pool's wrapper can be asked for it by {@link
 * java.sql.Wrapper#unwrap}, whichever copy of the driver is behind it.
 */
public interface FollowedConnection {
    /** The {@link TrackedConnection}; null when it is not tracked. */
    @Nullable Object $sqliteLeak();
}
