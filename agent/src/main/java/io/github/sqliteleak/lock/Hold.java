package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lock that somebody holds, found while somebody else waits for it. Equal to another one of the
 * same connection doing the same, or of the same process.
 */
final class Hold {
    private final LockHolder holder;
    private final @Nullable TrackedConnection connection;

    /** The transaction or the thread that holds it; null for a cursor or a process. */
    private final @Nullable Object by;

    private boolean seenAgain;
    private long seenNanos;

    private Hold(LockHolder holder, @Nullable TrackedConnection connection, @Nullable Object by) {
        this.holder = holder;
        this.connection = connection;
        this.by = by;
        this.seenNanos = System.nanoTime();
    }

    static Hold of(LockHolder holder, TrackedConnection connection, @Nullable Object by) {
        return new Hold(holder, connection, by);
    }

    static Hold ofProcess(LockHolder holder) {
        return new Hold(holder, null, null);
    }

    /** Who holds it, for how long as far as it was seen. */
    LockHolder holder() {
        return by instanceof OpenTransaction transaction
                ? holder.heldFor((seenNanos - transaction.beganNanos()) / 1_000_000)
                : holder;
    }

    /** Whether it is held still at this time, as far as that can be seen in this JVM. */
    boolean isStillThere(long nowNanos) {
        boolean there = isThere();
        if (there) {
            seenAgain = true;
            seenNanos = nowNanos;
        }
        return there;
    }

    private boolean isThere() {
        if (connection == null || connection.closedNanos() != 0) {
            return false;
        }
        if (by instanceof OpenTransaction) {
            return connection.transaction() == by;
        }
        if (by instanceof Thread) {
            return connection.inFlight() == by && !LockWatch.isWaiting(connection);
        }
        return connection.openCursors() > 0;
    }

    /**
     * A running statement may be about to wait itself when it is seen the first time; one that is
     * seen again, still not waiting, has the lock.
     */
    boolean isSure() {
        return !(by instanceof Thread) || seenAgain;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hold that
                && connection == that.connection
                && by == that.by
                && holder.evidence() == that.holder.evidence()
                && Objects.equals(holder.pid(), that.holder.pid());
    }

    @Override
    public int hashCode() {
        return Objects.hash(connection, by, holder.evidence(), holder.pid());
    }
}
