package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.OpenFlags;
import io.github.sqliteleak.registry.TrackedConnection;

/**
 * Connections of one cache lock tables against each other, of which the system knows nothing.
 *
 * @see <a href="https://www.sqlite.org/sharedcache.html">SQLite Shared-Cache Mode</a>
 */
final class SharedCache {
    private SharedCache() {}

    /** Whether the connection was opened to share its cache. */
    static boolean isOf(TrackedConnection connection) {
        return OpenFlags.isSharedCache(connection.flags())
                || "shared".equals(connection.database().parameter("cache"));
    }

    /** Whether it can keep its locks; in memory, and in a shared cache, there is no such mode. */
    static boolean mayBeExclusive(TrackedConnection connection) {
        return !connection.hasAttached()
                && !isOf(connection)
                && connection.database().path() != null;
    }
}
