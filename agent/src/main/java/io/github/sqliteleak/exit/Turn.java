package io.github.sqliteleak.exit;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Deadline;
import io.github.sqliteleak.system.UninterruptedWait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/**
 * The moment at which a handle of ours may be closed while the application works with others on the
 * same file. Without a WAL, the {@code close()} of a file drops each POSIX lock that this process
 * has on it. SQLite puts that off while it knows of a lock, and learns of one a moment after
 * another thread has taken it. So a closing waits until no other connection of its file is inside
 * SQLite, and not for longer than its bounds.
 */
final class Turn {
    private static final long POLL_MILLIS = 1;

    /** So long it holds that nobody was inside SQLite, where very many are closed in a row. */
    private static final long QUIET_NANOS = 200_000;

    /** More than a statement takes that a user waits for; a longer one has its lock by then. */
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final Collection<TrackedConnection> open;
    private final Deadline bounds;
    private volatile long quietNanos = System.nanoTime() - QUIET_NANOS;

    /**
     * @param open all that are open, of any file
     * @param bounds of all the waiting together
     */
    Turn(Collection<TrackedConnection> open, Deadline bounds) {
        this.open = open;
        this.bounds = bounds;
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
        while (isFileUsed(closing) && !bounds.hasPassed()) {
            UninterruptedWait.sleep(POLL_MILLIS);
        }
    }

    private boolean isFileUsed(TrackedConnection closing) {
        long now = System.nanoTime();
        // The look at the file comes first: the others may be ten thousand.
        if (now - quietNanos < QUIET_NANOS || !dropsLocks(closing)) {
            return false;
        }
        boolean quiet = true;
        for (TrackedConnection other : open) {
            if (other != closing && isInside(other)) {
                quiet = false;
                if (other.database().equals(closing.database())) {
                    return true;
                }
            }
        }
        if (quiet) {
            quietNanos = now;
        }
        return false;
    }

    /** Whoever waits for a lock sleeps, perhaps for the one that this closing lets go. */
    private static boolean isInside(TrackedConnection other) {
        Thread inside = other.inFlight();
        return inside != null && inside != Thread.currentThread() && !other.isWaiting();
    }

    /** A database in memory has no file, and one with a WAL keeps a lock while it is open. */
    private static boolean dropsLocks(TrackedConnection closing) {
        Path file = closing.database().path();
        return file != null && !DatabaseFiles.hasWal(file);
    }
}
