package io.github.sqliteleak.exit;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Deadline;
import io.github.sqliteleak.system.UninterruptedWait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which a handle of ours may be closed while the application works with others on the
 * same file. Without a WAL, the {@code close()} of a file drops each POSIX lock that this process
 * has on it. SQLite puts that off while it knows of a lock, and learns of one a moment after
 * another thread has taken it. So a closing waits until no other connection of its file is inside
 * SQLite, and not for longer than its bounds.
 */
final class Turn {
    private static final long POLL_MILLIS = 1;

    /** So long what was just seen holds, where very many are closed one after the other. */
    private static final long SEEN_NANOS = 200_000;

    /** More than a statement takes that a user waits for; a longer one has its lock by then. */
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final Map<DatabaseFile, Others> byFile = new HashMap<>();
    private final Deadline bounds;

    /** The connections of one file. */
    private static final class Others {
        private final List<TrackedConnection> connections = new ArrayList<>();
        private final boolean hasWal;
        private long quietNanos = System.nanoTime() - SEEN_NANOS;

        Others(@Nullable Path file) {
            // What is in memory has no file, and what has a WAL keeps a lock while it is open.
            hasWal = file == null || DatabaseFiles.hasWal(file);
        }
    }

    /**
     * @param open all that are open, of any file
     * @param bounds of all the waiting together
     */
    Turn(Collection<TrackedConnection> open, Deadline bounds) {
        this.bounds = bounds;
        for (TrackedConnection connection : open) {
            DatabaseFile file = connection.database();
            byFile.computeIfAbsent(file, any -> new Others(file.path()))
                    .connections
                    .add(connection);
        }
    }

    /**
     * For closing within this time: half of it is left at least.
     *
     * @param open all that are open, of any file
     */
    static Turn within(Deadline deadline, Collection<TrackedConnection> open) {
        Duration half = Duration.ofNanos(deadline.nanosLeft() / 2);
        return new Turn(open, Deadline.in(half).atMost(LONGEST));
    }

    /** Returns when it is there, or when the bounds are reached. */
    void await(TrackedConnection closing) {
        Others others = byFile.get(closing.database());
        if (others != null && !others.hasWal) {
            while (isUsed(others, closing) && !bounds.hasPassed()) {
                UninterruptedWait.sleep(POLL_MILLIS);
            }
        }
    }

    private static synchronized boolean isUsed(Others others, TrackedConnection closing) {
        long now = System.nanoTime();
        if (now - others.quietNanos < SEEN_NANOS) {
            return false;
        }
        Thread own = Thread.currentThread();
        for (TrackedConnection other : others.connections) {
            Thread inside = other == closing ? null : other.inFlight();
            // Whoever waits for a lock sleeps, perhaps for the one that this closing lets go.
            if (inside != null && inside != own && !other.isWaiting()) {
                return true;
            }
        }
        others.quietNanos = now;
        return false;
    }
}
