package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.system.ThreadName;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that connections of this JVM were opened on, by the names that they were opened by. An
 * opening costs one look-up; only the first one of a name looks at the file system.
 */
public final class UsedFiles {
    private static final int MOST = 256;

    private final Map<String, UsedFile> files = new ConcurrentHashMap<>();

    UsedFiles() {}

    /** A handle was opened, which does not look at the WAL yet. */
    void opened(String file, int flags) {
        if (file.isEmpty() || file.equals(":memory:") || files.containsKey(file)) {
            return;
        }
        DatabaseFile database = DatabaseFile.of(file, flags);
        Path path = database.path();
        if (path != null) {
            if (files.size() >= MOST) {
                files.values().removeIf(UsedFiles::hasNoWal);
            }
            if (files.size() < MOST) {
                files.putIfAbsent(file, new UsedFile(database, DatabaseFiles.hasWal(path)));
            }
        }
    }

    /** The calling thread opens it, and the connection is not followed any more. */
    void openedLate(String file, int flags) {
        opened(file, flags);
        UsedFile used = files.get(file);
        if (used != null) {
            used.openedLateBy(ThreadName.of(Thread.currentThread()));
        }
    }

    void followed(TrackedConnection connection) {
        UsedFile file = files.get(connection.file());
        if (file != null && !file.isFollowed()) {
            file.markFollowed();
        }
    }

    /**
     * A connection is about to be closed.
     *
     * @param open those that are open now, itself included
     */
    void closing(TrackedConnection connection, Collection<TrackedConnection> open) {
        UsedFile file = files.get(connection.file());
        if (file == null) {
            return;
        }
        DatabaseFile database = file.database();
        if (!database.isReadOnly(connection.flags())) {
            file.closedByWriter(connection.hasUsedTables());
        } else if (!hasNoWal(file) && isLast(connection, database, open)) {
            String site = CallStack.of(connection.opening(), CallStack.SITE_DEPTH).site();
            file.closedByReader(site == null ? "a place that is not known" : site);
        }
    }

    private static boolean isLast(
            TrackedConnection connection,
            DatabaseFile database,
            Collection<TrackedConnection> open) {
        for (TrackedConnection other : open) {
            if (other != connection
                    && other.closedNanos() == 0
                    && other.database().equals(database)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNoWal(UsedFile file) {
        Path path = file.database().path();
        return path == null || !DatabaseFiles.hasWal(path);
    }

    /** All of them, a file once for each of its names. */
    public List<UsedFile> all() {
        return List.copyOf(files.values());
    }
}
