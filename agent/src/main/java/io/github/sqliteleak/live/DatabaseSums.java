package io.github.sqliteleak.live;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.lock.WaitNow;
import io.github.sqliteleak.moment.OpenDatabase;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds the open connections up by database. */
final class DatabaseSums {
    private final @Nullable Path path;
    private int open;
    private int lent;
    private int transactions;
    private int cursors;
    private int waiting;
    private long longestTransaction;

    private DatabaseSums(DatabaseFile file) {
        this.path = file.path();
    }

    /**
     * @param presumed waits that are not seen themselves
     */
    static List<OpenDatabase> of(ConnectionRegistry registry, List<WaitNow> presumed) {
        long now = System.nanoTime();
        Map<String, DatabaseSums> byName = new TreeMap<>();
        for (TrackedConnection connection : registry.open()) {
            if (connection.isConnected() && connection.closedNanos() == 0) {
                DatabaseFile file = connection.database();
                byName.computeIfAbsent(file.display(), name -> new DatabaseSums(file))
                        .add(connection, now);
            }
        }
        for (WaitNow wait : presumed) {
            DatabaseSums sums = byName.get(wait.waiter().database().display());
            if (sums != null) {
                sums.waiting++;
            }
        }
        List<OpenDatabase> databases = new ArrayList<>(byName.size());
        byName.forEach((name, sums) -> databases.add(sums.sum(name)));
        return databases;
    }

    private void add(TrackedConnection connection, long now) {
        open++;
        cursors += connection.openCursors();
        waiting += connection.isWaiting() ? 1 : 0;
        Lending lending = connection.lending();
        lent += lending != null && lending.isLent() ? 1 : 0;
        OpenTransaction transaction = connection.transaction();
        if (transaction != null) {
            transactions++;
            longestTransaction =
                    Math.max(longestTransaction, LiveCounts.millis(now, transaction.beganNanos()));
        }
    }

    private OpenDatabase sum(String name) {
        return new OpenDatabase(
                name,
                path == null ? null : DatabaseFiles.walLength(path),
                open,
                lent,
                transactions,
                cursors,
                waiting,
                longestTransaction);
    }
}
