package io.github.sqliteleak.settings;

import io.github.sqliteleak.driver.OpenFlags;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import org.jspecify.annotations.Nullable;

/** How long a database lives that is in no file that stays. */
enum MemoryKind {
    /** It is in a file. */
    NONE,
    /** As long as its one connection. */
    PRIVATE,
    /** As long as one of the connections to its name. */
    SHARED;

    static MemoryKind of(TrackedConnection connection) {
        String file = connection.file();
        boolean uri = file.startsWith("file:");
        int flags = connection.flags();
        if (!uri && !OpenFlags.isMemory(flags) && !file.isEmpty() && !file.equals(":memory:")) {
            return NONE;
        }
        DatabaseFile database = connection.database();
        String system = uri ? database.parameter("vfs") : null;
        if ("memdb".equals(system)) {
            return file.startsWith("file:/") ? SHARED : PRIVATE;
        }
        if (uri && database.path() != null) {
            return NONE;
        }
        return sharesCache(database.parameter("cache"), flags) && !file.isEmpty()
                ? SHARED
                : PRIVATE;
    }

    private static boolean sharesCache(@Nullable String parameter, int flags) {
        return parameter == null ? OpenFlags.isSharedCache(flags) : parameter.equals("shared");
    }
}
