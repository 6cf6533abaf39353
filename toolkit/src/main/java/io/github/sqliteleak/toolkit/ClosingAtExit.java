package io.github.sqliteleak.toolkit;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Closes databases in a shutdown hook of the JVM, one for all of them. */
final class ClosingAtExit {
    private static final Set<SqliteDatabase> OPEN = ConcurrentHashMap.newKeySet();
    private static final AtomicBoolean HOOKED = new AtomicBoolean();

    private ClosingAtExit() {}

    static void add(SqliteDatabase database) {
        OPEN.add(database);
        if (HOOKED.compareAndSet(false, true)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(ClosingAtExit::closeAll, "sqlite-close-at-exit"));
        }
    }

    static void remove(SqliteDatabase database) {
        OPEN.remove(database);
    }

    private static void closeAll() {
        for (SqliteDatabase database : OPEN) {
            try {
                database.close();
            } catch (SQLException e) {
                // All is closed; what could not be checkpointed stays in the -wal for next time.
            }
        }
    }
}
