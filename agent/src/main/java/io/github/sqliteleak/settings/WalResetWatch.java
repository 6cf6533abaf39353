package io.github.sqliteleak.settings;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.driver.DriverHandle;
import io.github.sqliteleak.driver.WalResetBug;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.LockTable;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a database in WAL mode that two have open, where SQLite has the {@link WalResetBug}.
 * Reports the first one only, and asks each driver for its version once.
 */
final class WalResetWatch {
    /** Openings that are all looked at; after them only each one that doubles their number. */
    private static final int FIRST = 64;

    private final ConnectionRegistry registry;
    private final IneffectiveSettings found;
    private final AtomicInteger openings = new AtomicInteger();
    private volatile WeakReference<Class<?>> asked = new WeakReference<>(null);

    /** Of the driver that was asked last; null when it has not the fault. */
    private volatile @Nullable String version;

    private volatile boolean reported;

    WalResetWatch(ConnectionRegistry registry, IneffectiveSettings found) {
        this.registry = registry;
        this.found = found;
    }

    /** A connection that is in no private database of its own was opened. */
    void opened(TrackedConnection connection) {
        Object handle = connection.handle();
        if (reported || handle == null) {
            return;
        }
        if (handle.getClass() != asked.get()) {
            version = affected(handle);
            asked = new WeakReference<>(handle.getClass());
        }
        String affected = version;
        if (affected != null && isLookedAt(openings.incrementAndGet())) {
            look(connection, affected);
        }
    }

    private static boolean isLookedAt(int number) {
        return number <= FIRST || Integer.bitCount(number) == 1;
    }

    private static @Nullable String affected(Object handle) {
        try {
            String version = new DriverHandle(handle).libraryVersion();
            return WalResetBug.affects(version) ? version : null;
        } catch (SQLException | ReflectiveOperationException e) {
            return null;
        }
    }

    private void look(TrackedConnection connection, String affected) {
        DatabaseFile database = DatabaseFile.of(connection.file(), connection.flags());
        Path path = database.path();
        if (path == null || !DatabaseFiles.hasWal(path) || registry.isExcluded(connection)) {
            return;
        }
        String who = others(connection, path);
        if (who != null) {
            reported = true;
            found.add(
                    new IneffectiveSetting(
                            database.display(),
                            IneffectiveSetting.Kind.WAL_RESET_BUG,
                            "a SQLite without the WAL-reset bug",
                            who + " (SQLite " + affected + ", \"The WAL-reset bug\")",
                            null));
        }
    }

    /** Who else has it open, as the end of a sentence; null when nobody is known. */
    private @Nullable String others(TrackedConnection connection, Path path) {
        for (TrackedConnection other : registry.open()) {
            if (other != connection
                    && other.closedNanos() == 0
                    && other.file().equals(connection.file())) {
                return "open through two connections or more";
            }
        }
        List<Long> pids = LockTable.lockedByOthers(DatabaseFiles.sharedMemory(path));
        return pids.isEmpty() ? null : "open in process " + pids.get(0) + ", too";
    }
}
