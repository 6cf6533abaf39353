package io.github.sqliteleak.registry;

import io.github.sqliteleak.registry.HandleLife.State;
import io.github.sqliteleak.system.AgentThread;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How connections end that are closed. The part of {@link ConnectionRegistry} that counts them. */
public final class Closings {
    private final Set<TrackedConnection> open;
    private final Counters counters;
    private final HandleKeepers keepers;
    private final LeakFindings leaks;
    private final UsedFiles usedFiles;
    private final UsesAfterClose usesAfterClose;
    private final TakenFromBorrowers takenFromBorrowers = new TakenFromBorrowers();
    private volatile @Nullable ConnectionObserver observer;

    Closings(
            Set<TrackedConnection> open,
            Counters counters,
            HandleKeepers keepers,
            LeakFindings leaks,
            UsedFiles usedFiles,
            UsesAfterClose usesAfterClose) {
        this.open = open;
        this.counters = counters;
        this.keepers = keepers;
        this.leaks = leaks;
        this.usedFiles = usedFiles;
        this.usesAfterClose = usesAfterClose;
    }

    void observe(ConnectionObserver newObserver) {
        observer = newObserver;
    }

    /** The calling thread is about to have the driver close the handle. */
    public void closing(TrackedConnection connection) {
        boolean first = connection.closing() == null && connection.state() == State.OPEN;
        if (first && !connection.isExcluded() && !AgentThread.isCurrent()) {
            connection.closing(usesAfterClose.closed());
            usedFiles.closing(connection, open);
        }
    }

    /** The driver could not close it after {@link #closing}. */
    public void notClosed(TrackedConnection connection) {
        connection.closing(null);
    }

    /** The driver has closed the native handle. Idempotent. */
    public void handleClosed(TrackedConnection connection) {
        if (connection.isOfEarlierDriver() && connection.isConnectionGone()) {
            // By the finalizer of a driver up to 3.21.0.1: nobody can close it any more.
            leaks.takeCollected(connection);
        }
        boolean byApplication = !AgentThread.isCurrent();
        if (byApplication && connection.changeState(State.OPEN, State.CLOSED)) {
            count(connection);
        } else if (connection.closedNanos() == 0) {
            connection.markClosed(byApplication);
        }
    }

    /**
     * Takes connections for closed whose handles are closed, though no hook has seen it: a hook may
     * have failed, for want of stack or memory.
     *
     * @param isClosed asks the driver about a handle
     */
    public void reconcile(Predicate<Object> isClosed) {
        for (TrackedConnection connection : open) {
            Object handle = connection.handle();
            if (handle != null
                    && isClosed.test(handle)
                    && connection.changeState(State.OPEN, State.CLOSED)) {
                count(connection);
            }
        }
    }

    private void count(TrackedConnection connection) {
        connection.markClosed(true);
        takenFromBorrowers.closed(connection);
        if (open.remove(connection)) {
            if (connection.isConnected()) {
                counters.closed();
                ConnectionObserver current = observer;
                if (current != null) {
                    current.closed(connection);
                }
            } else if (!connection.isMeetingAwaited()) {
                counters.openFailed();
            }
        }
        connection.letGo(keepers);
    }

    /** Connections that their pool has closed while somebody had them, in the order of closing. */
    public List<TrackedConnection> takenFromBorrowers() {
        return takenFromBorrowers.all();
    }
}
