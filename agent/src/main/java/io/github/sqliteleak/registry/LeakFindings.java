package io.github.sqliteleak.registry;

import io.github.sqliteleak.registry.HandleHold.Handle;
import io.github.sqliteleak.registry.HandleLife.State;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which of the open connections are leaks: those that the collector has taken, and at the end those
 * that are left. The part of {@link ConnectionRegistry} that judges.
 */
public final class LeakFindings {
    private final Set<TrackedConnection> open;
    private final Counters counters;
    private final Queue<TrackedConnection> collectedAndClosed = new ConcurrentLinkedQueue<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private volatile boolean awaited;

    /**
     * @param open the connections that are open, kept by the registry
     */
    LeakFindings(Set<TrackedConnection> open, Counters counters) {
        this.open = open;
        this.counters = counters;
    }

    /** A reference to the connection object by which its collection is noticed. */
    ConnectionReference refer(Object object, TrackedConnection owned) {
        return new ConnectionReference(object, owned, collected);
    }

    /**
     * Marks the connections that were collected while open, unless a thread does nothing else.
     * Cheap when there are none.
     */
    void noticeCollected() {
        if (awaited) {
            return;
        }
        Reference<?> reference;
        while ((reference = collected.poll()) != null) {
            collectedNow(((ConnectionReference) reference).owned());
        }
    }

    /** From now on a thread waits in {@link #awaitCollected}, and no other takes its findings. */
    public void leaveCollectedToAwait() {
        awaited = true;
    }

    /**
     * Waits for the next connection that is collected while open, and takes it as a leak at once.
     *
     * @return the leaked connection, whose handle the caller closes; null when it had been closed
     *     before
     */
    public @Nullable TrackedConnection awaitCollected() throws InterruptedException {
        TrackedConnection connection = ((ConnectionReference) collected.remove()).owned();
        return takeCollected(connection) ? connection : null;
    }

    boolean takeCollected(TrackedConnection connection) {
        collectedNow(connection);
        if (!connection.isCollected() || !connection.changeState(State.OPEN, State.LEAKED)) {
            return false;
        }
        connection.keepAsText();
        collectedAndClosed.add(connection);
        open.remove(connection);
        counters.leaked();
        return true;
    }

    /**
     * The driver of these handles is about to be unloaded: whoever had their connections is gone,
     * too, if they were not taken as leaks before.
     */
    void unloading(Map<TrackedConnection, Handle> handles, HandleCloser closer) {
        for (Map.Entry<TrackedConnection, Handle> kept : handles.entrySet()) {
            TrackedConnection connection = kept.getKey();
            if (takeCollected(connection) || connection.state() == State.LEAKED) {
                closer.close(connection, kept.getValue().db());
            }
        }
    }

    private static void collectedNow(TrackedConnection connection) {
        if (connection.state() == State.OPEN) {
            connection.markCollected();
        }
    }

    /**
     * Connections that were found collected while open and have been closed since; see {@link
     * #awaitCollected}.
     */
    public Collection<TrackedConnection> collectedAndClosed() {
        return collectedAndClosed;
    }

    /**
     * Takes an open connection, or one of {@link #collectedAndClosed}, as a leak before the exit.
     * The caller closes it and counts it: {@link #judge} leaves it out.
     *
     * @return false when it was closed or taken meanwhile
     */
    public boolean take(TrackedConnection connection) {
        if (collectedAndClosed.remove(connection)) {
            return true;
        }
        if (!connection.isConnected() || !connection.changeState(State.OPEN, State.LEAKED)) {
            return false;
        }
        connection.keepAsText();
        open.remove(connection);
        counters.leaked();
        return true;
    }

    /**
     * Judges: what is open now is leaked. To be called after {@link ConnectionRegistry#freeze}.
     *
     * @return the leaked connections by id
     */
    public List<TrackedConnection> judge() {
        Set<TrackedConnection> leaked = new HashSet<>();
        for (TrackedConnection connection : open) {
            // The VM clears references at once and puts them into the queue a little later.
            boolean collectedNow = connection.isConnectionGone();
            if (connection.changeState(State.OPEN, State.LEAKED)) {
                if (collectedNow) {
                    connection.markCollected();
                }
                if (!connection.isConnected()) {
                    counters.opened();
                }
                leaked.add(connection);
            } else if (connection.state() == State.LEAKED) {
                leaked.add(connection);
            }
        }
        // Last: what awaitCollected takes meanwhile is found here if not there.
        leaked.addAll(collectedAndClosed);
        List<TrackedConnection> sorted = new ArrayList<>(leaked);
        if (sorted.size() > 1) {
            sorted.sort(Comparator.comparingLong(TrackedConnection::id));
        }
        return sorted;
    }

    /**
     * What would be leaked if nothing were closed any more. Changes nothing.
     *
     * @return connections by id, those that were collected while open among them
     */
    public List<TrackedConnection> openSoFar() {
        noticeCollected();
        Set<TrackedConnection> soFar = new HashSet<>(collectedAndClosed);
        for (TrackedConnection connection : open) {
            if (connection.isConnected() && connection.state() == State.OPEN) {
                soFar.add(connection);
            }
        }
        List<TrackedConnection> sorted = new ArrayList<>(soFar);
        sorted.sort(Comparator.comparingLong(TrackedConnection::id));
        return sorted;
    }
}
