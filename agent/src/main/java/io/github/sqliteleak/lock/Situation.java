package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.waits.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who waits for which database, and to do what. */
record Situation(
        ConnectionRegistry registry,
        TrackedConnection waiter,
        DatabaseFile database,
        Operation operation,
        Journal journal) {
    boolean isWal() {
        return journal == Journal.WAL;
    }

    /** Null for a database in memory. */
    @Nullable Path path() {
        return database.path();
    }

    /** The other connections that were opened on the database. */
    List<TrackedConnection> others() {
        List<TrackedConnection> others = new ArrayList<>();
        for (TrackedConnection other : registry.open()) {
            if (other != waiter && other.closedNanos() == 0 && other.database().equals(database)) {
                others.add(other);
            }
        }
        return others;
    }

    /** As {@link #others}, and those that may have attached it. */
    List<TrackedConnection> possibleHolders() {
        List<TrackedConnection> possible = new ArrayList<>();
        for (TrackedConnection other : registry.open()) {
            if (other != waiter
                    && other.closedNanos() == 0
                    && (other.database().equals(database) || other.hasAttached())) {
                possible.add(other);
            }
        }
        return possible;
    }
}
