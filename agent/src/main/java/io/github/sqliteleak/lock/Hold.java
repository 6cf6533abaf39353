package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.waits.Evidence;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.ThreadWait;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock that somebody holds, found while somebody else waits for it. Cheap to make: sites are
 * looked up when they are asked for. Equal to another one of the same connection doing the same, or
 * of the same process.
 */
final class Hold {
    private final Grip grip;
    private final @Nullable CapturedStack opened;
    private final Evidence evidence;
    private final @Nullable String thread;
    private final Supplier<@Nullable CapturedStack> began;
    private final @Nullable String commandLine;
    private final boolean borrowed;
    private final @Nullable String sql;
    private boolean writes;
    private boolean reads;
    private boolean seenAgain;
    private long seenNanos;
    private @Nullable ThreadWait threadWait;

    /**
     * @param evidence less that the connection may be collected
     * @param thread name of the thread that began it
     * @param began looks up where it began
     * @param commandLine of a process
     */
    Hold(
            Grip grip,
            Evidence evidence,
            @Nullable String thread,
            Supplier<@Nullable CapturedStack> began,
            @Nullable String commandLine) {
        TrackedConnection connection = grip.connection();
        this.grip = grip;
        // Kept here: the connection may be closed, and its stack gone, by when it is asked for.
        CapturedStack borrowing = connection == null ? null : borrowing(connection);
        this.borrowed = borrowing != null;
        this.opened = borrowing != null || connection == null ? borrowing : connection.opening();
        this.sql = grip.sql();
        this.evidence =
                connection != null && connection.isConnectionGone()
                        ? Evidence.COLLECTED_CONNECTION
                        : evidence;
        this.thread = thread;
        this.began = began;
        this.commandLine = commandLine;
        this.seenNanos = System.nanoTime();
    }

    /** Where it was borrowed from its pool; null when it was not. */
    private static @Nullable CapturedStack borrowing(TrackedConnection connection) {
        Lending lending = connection.lending();
        return lending != null && lending.isLent() ? lending.stack() : null;
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

    /** Whether it may be over as soon as it was seen. */
    boolean isOfMoment() {
        return grip.isOfMoment();
    }

    boolean isOfCopy() {
        return grip instanceof Grip.ByCopy;
    }

    boolean isOfWriter() {
        return writes;
    }

    /** False for one who writes too. */
    boolean isOfReader() {
        return reads && !writes;
    }

    /** {@link System#nanoTime()} when it came to have the lock; null when not known. */
    @Nullable Long lockedNanos() {
        return grip.lockedNanos();
    }

    /** {@link System#nanoTime()} when it began to read; null when not known. */
    @Nullable Long readNanos() {
        return grip.readNanos();
    }

    /** Of another process, where it is known. */
    @Nullable Long pid() {
        return grip.pid();
    }

    /** Whether this thread has used the connection last, and no other one is using it now. */
    boolean isOf(Thread thread) {
        TrackedConnection connection = grip.connection();
        if (connection == null || evidence == Evidence.COLLECTED_CONNECTION) {
            return false;
        }
        Thread busy = connection.inFlight();
        return connection.lastUser() == thread && (busy == null || busy == thread);
    }

    /** The thread that has used the connection last; null when not known. */
    @Nullable Thread user() {
        TrackedConnection connection = grip.connection();
        return connection == null ? null : connection.lastUser();
    }

    /** Whether a statement runs on its connection. */
    boolean isInside() {
        TrackedConnection connection = grip.connection();
        return connection != null && connection.inFlight() != null;
    }

    /** What the thread that has the connection waits for itself. */
    void threadWaits(@Nullable ThreadWait wait) {
        threadWait = wait;
    }

    /** Who holds it, for how long as far as it was seen. */
    SeenHolder holder() {
        TrackedConnection connection = grip.connection();
        if (connection == null || opened == null) {
            return new SeenHolder(LockHolder.ofProcess(grip.pid(), commandLine), null, null);
        }
        Long since = grip.sinceNanos();
        CapturedStack beginning = began.get();
        LockHolder holder =
                new LockHolder(
                        connection.id(),
                        thread,
                        beginning == null ? null : beginning.site(),
                        opened.site(),
                        null,
                        null,
                        evidence.json(),
                        since == null ? null : Math.max(0, (seenNanos - since) / 1_000_000),
                        sql,
                        borrowed,
                        null,
                        threadWait,
                        null);
        return new SeenHolder(holder, beginning, opened);
    }

    /** Whether it is held still at this time, as far as that can be seen in this JVM. */
    boolean isStillThere(long nowNanos) {
        boolean there = grip.isThere();
        if (there) {
            seenAgain = true;
            seenNanos = nowNanos;
        }
        return there;
    }

    /** As {@link #isStillThere}, and true for what cannot be seen in this JVM. */
    boolean mayBeThere(long nowNanos) {
        return grip.connection() == null || isStillThere(nowNanos);
    }

    /**
     * A running statement may be about to wait itself when it is seen the first time; one that is
     * seen again, still not waiting, has the lock.
     */
    boolean isSure() {
        return !grip.isOfMoment() || seenAgain;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hold that && grip.equals(that.grip) && evidence == that.evidence;
    }

    @Override
    public int hashCode() {
        return 31 * grip.hashCode() + evidence.hashCode();
    }
}
