package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.lock.LockHolder.Evidence;
import io.github.sqliteleak.registry.ExclusiveMode;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.registry.WriteCursor;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock that somebody holds, found while somebody else waits for it. Cheap to make: sites are
 * looked up when they are asked for. Equal to another one of the same connection doing the same, or
 * of the same process.
 */
final class Hold {
    private final @Nullable TrackedConnection connection;

    /**
     * The transaction, the thread, the statement that writes, the query with a result open or the
     * mode that holds it; null for a process, and where it is not known which result does.
     */
    private final @Nullable Object by;

    private final @Nullable CapturedStack opened;
    private final Evidence evidence;
    private final @Nullable String thread;
    private final @Nullable Long pid;
    private final Supplier<@Nullable String> detail;
    private boolean writes;
    private boolean reads;
    private boolean seenAgain;
    private long seenNanos;

    private Hold(
            @Nullable TrackedConnection connection,
            @Nullable Object by,
            Evidence evidence,
            @Nullable String thread,
            @Nullable Long pid,
            Supplier<@Nullable String> detail) {
        this.connection = connection;
        this.by = by;
        // Kept here: the connection may be closed, and its stack gone, by when it is asked for.
        this.opened = connection == null ? null : connection.opening();
        this.evidence = evidence;
        this.thread = thread;
        this.pid = pid;
        this.detail = detail;
        this.seenNanos = System.nanoTime();
    }

    /**
     * @param by what holds it; null when it is not known which of its results does
     * @param evidence less that the connection may be collected
     * @param thread name of the thread that began it
     * @param site looks up where it began
     */
    static Hold of(
            TrackedConnection connection,
            @Nullable Object by,
            Evidence evidence,
            @Nullable String thread,
            Supplier<@Nullable String> site) {
        Evidence held = connection.isConnectionGone() ? Evidence.COLLECTED_CONNECTION : evidence;
        return new Hold(connection, by, held, thread, null, site);
    }

    /**
     * @param pid 0 when it is in another namespace
     * @param commandLine of the process
     */
    static Hold ofProcess(long pid, @Nullable String commandLine) {
        return new Hold(
                null, null, Evidence.OTHER_PROCESS, null, pid == 0 ? null : pid, () -> commandLine);
    }

    /** It keeps others from writing. */
    Hold writing() {
        writes = true;
        return this;
    }

    /** It keeps a checkpoint from emptying the WAL, and others from committing without one. */
    Hold reading() {
        reads = true;
        return this;
    }

    boolean isOfWriter() {
        return writes;
    }

    /** False for one who writes too. */
    boolean isOfReader() {
        return reads && !writes;
    }

    /** Who holds it, for how long as far as it was seen. */
    LockHolder holder() {
        if (connection == null || opened == null) {
            return new LockHolder(null, null, null, null, pid, detail.get(), evidence, null);
        }
        return new LockHolder(
                connection.id(),
                thread,
                detail.get(),
                opened.site(),
                null,
                null,
                evidence,
                heldMillis());
    }

    private @Nullable Long heldMillis() {
        long since;
        if (by instanceof OpenTransaction transaction) {
            since = transaction.beganNanos();
        } else if (by instanceof WriteCursor cursor) {
            since = cursor.beganNanos();
        } else if (by instanceof ExclusiveMode mode) {
            since = mode.sinceNanos();
        } else {
            return null;
        }
        return (seenNanos - since) / 1_000_000;
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

    /** As {@link #isStillThere}, and true for what cannot be seen in this JVM. */
    boolean mayBeThere(long nowNanos) {
        return connection == null || isStillThere(nowNanos);
    }

    private boolean isThere() {
        if (connection == null || connection.closedNanos() != 0) {
            return false;
        }
        if (by instanceof OpenTransaction) {
            return connection.transaction() == by;
        }
        if (by instanceof WriteCursor) {
            return connection.writeCursor() == by;
        }
        if (by instanceof ExclusiveMode) {
            return connection.exclusiveMode() == by;
        }
        if (by instanceof Thread) {
            return connection.inFlight() == by && !LockWatch.isWaiting(connection);
        }
        return by instanceof TrackedStatement cursor
                ? cursor.cursorOpen()
                : !connection.possiblyReading().isEmpty();
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
                && (by == that.by || (isOfCursor() && that.isOfCursor()))
                && evidence == that.evidence
                && Objects.equals(pid, that.pid);
    }

    @Override
    public int hashCode() {
        return Objects.hash(connection, evidence, pid);
    }

    /** One connection's results, one after the other, are one holder. */
    private boolean isOfCursor() {
        return by == null || by instanceof TrackedStatement;
    }
}
