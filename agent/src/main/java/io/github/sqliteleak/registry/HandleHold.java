package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hold on the driver's objects of one native handle: strong at first, so that a connection that
 * was collected can still be closed. A handle refers to its class, and so keeps a driver that
 * belongs to a web application, and that whole application, from being unloaded. So where the
 * driver can be unloaded, the hold is {@link #loosen loosened} when the handle stays open: the
 * driver's own class keeps it from then on, and what is left here is what is known of it.
 */
final class HandleHold {
    /** The {@code org.sqlite.core.DB}, and its live set of statement pointers. */
    record Handle(Object db, Set<?> statements) {}

    private volatile @Nullable Handle held;
    private volatile @Nullable WeakReference<Handle> kept;
    private volatile @Nullable OwnedHandle owned;
    private final boolean earlier;
    private List<TrackedStatement> noted = List.of();
    private int notedPointers;
    private long notedUse;
    private long lastUse;

    HandleHold(Object db, Set<?> statements) {
        earlier = statements instanceof StatementsByNumber;
        if (statements instanceof StatementsByNumber numbered && numbered.pinsConnection()) {
            owned = new OwnedHandle(db, numbered);
        } else {
            held = new Handle(db, statements);
        }
    }

    /** Null when it was let go, or unloaded with its driver. */
    @Nullable Handle handle() {
        Handle strong = held;
        if (strong != null) {
            return strong;
        }
        OwnedHandle ofConnection = owned;
        if (ofConnection != null) {
            return ofConnection.get();
        }
        WeakReference<Handle> weak = kept;
        return weak == null ? null : weak.get();
    }

    /** Whether its driver is one before 3.39.2. */
    boolean isOfEarlierDriver() {
        return earlier;
    }

    /** The statements that are open, or were when that could last be seen. */
    List<TrackedStatement> statements() {
        Handle handle = handle();
        return handle == null ? noted : StatementStates.of(handle.statements());
    }

    /** Leaves it to the driver's class to keep the handle, unless that class is there for good. */
    void loosen(TrackedConnection connection, HandleKeepers keepers) {
        Handle strong = held;
        if (strong != null && HandleKeepers.canBeUnloaded(strong.db())) {
            note();
            keepers.of(strong.db()).put(connection, strong);
            kept = new WeakReference<>(strong);
            held = null;
        }
    }

    /**
     * Notes the open statements of a handle that can be unloaded, which is when they are asked for.
     * Not while they come and go: they are to be the ones that are left.
     *
     * @param used the time of last use
     */
    void noteStatements(long used) {
        Handle handle = held == null ? handle() : null;
        if (handle != null
                && used == lastUse
                && (used != notedUse || handle.statements().size() != notedPointers)) {
            notedPointers = handle.statements().size();
            notedUse = used;
            note();
        }
        lastUse = used;
    }

    /** What {@link #statements} gives once the handle is gone. */
    void note() {
        List<TrackedStatement> open = statements();
        for (TrackedStatement statement : open) {
            CapturedStack.readIfThere(statement.preparing());
        }
        noted = List.copyOf(open);
    }

    /** The handle is closed: nothing of the driver's is kept for its sake. */
    void drop(TrackedConnection connection, HandleKeepers keepers) {
        if (kept != null) {
            Handle handle = handle();
            if (handle != null) {
                keepers.of(handle.db()).remove(connection);
            }
            kept = null;
        }
        owned = null;
        held = null;
    }
}
