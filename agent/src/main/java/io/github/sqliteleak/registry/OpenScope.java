package io.github.sqliteleak.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a test, to know afterwards which connections were opened in it: by the thread that
 * {@link #enter entered} it, and by threads that this one started meanwhile.
 */
public final class OpenScope {
    private static final InheritableThreadLocal<@Nullable Mark> CURRENT =
            new InheritableThreadLocal<>() {
                @Override
                @SuppressWarnings("NullAway") // a thread outside of any scope starts others so
                protected @Nullable Mark childValue(@Nullable Mark parent) {
                    return parent == null ? null : new Mark(parent.scope, true);
                }
            };

    private static final long NEVER = Long.MAX_VALUE;

    /** A JVM without such tests does not even look for a thread-local. */
    private static volatile boolean used;

    private final long poolIdleAfter;
    private volatile @Nullable OpenScope around;
    private volatile @Nullable Queue<TrackedConnection> recorded;
    private volatile boolean ended;

    /**
     * What a connection was opened in.
     *
     * @param inherited true when the thread has it from the thread that started it
     */
    record Mark(OpenScope scope, boolean inherited) {}

    private OpenScope(@Nullable OpenScope around, long poolIdleAfter) {
        this.around = around;
        this.poolIdleAfter = poolIdleAfter;
    }

    /** A scope of its own. */
    public static OpenScope create() {
        return new OpenScope(null, NEVER);
    }

    /**
     * A scope of its own.
     *
     * @param id of the last connection that was opened before the common pool was seen idle
     */
    public static OpenScope createWithIdlePool(long id) {
        return new OpenScope(null, id);
    }

    /** Is a part of the other one from now on, what was opened in it included. */
    public void adoptedBy(OpenScope other) {
        around = other;
    }

    /** Whether the common pool was idle when this began, and the connection was opened later. */
    public boolean beganWithIdlePool(TrackedConnection connection) {
        return connection.id() > poolIdleAfter;
    }

    /** True when the connection was opened in any scope. */
    public static boolean isInOne(TrackedConnection connection) {
        return connection.mark() != null;
    }

    /** A recording part of the scope that the calling thread is in, if it is in one. */
    public static OpenScope within() {
        Mark now = CURRENT.get();
        OpenScope part = new OpenScope(now == null ? null : now.scope, NEVER);
        part.startRecording();
        return part;
    }

    /** What is opened from now on is kept for {@link #takeRecorded}. */
    public synchronized void startRecording() {
        if (recorded == null) {
            recorded = new ConcurrentLinkedQueue<>();
        }
    }

    /**
     * The calling thread is in this scope from now on, and in no other.
     *
     * @param scope null for none
     * @return what {@link #restore} is to get
     */
    public static @Nullable Object enter(@Nullable OpenScope scope) {
        used = true;
        Mark before = CURRENT.get();
        CURRENT.set(scope == null ? null : new Mark(scope, false));
        return before;
    }

    /** The calling thread is where it was before {@link #enter}. */
    public static void restore(@Nullable Object before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set((Mark) before);
        }
    }

    static @Nullable Mark current() {
        return used ? CURRENT.get() : null;
    }

    void record(TrackedConnection connection) {
        for (OpenScope scope = this; scope != null; scope = scope.around) {
            Queue<TrackedConnection> keep = scope.recorded;
            if (keep != null) {
                keep.add(connection);
            }
        }
    }

    /** What was opened in it while recording, since this was called last, closed since or not. */
    public List<TrackedConnection> takeRecorded() {
        List<TrackedConnection> taken = new ArrayList<>();
        Queue<TrackedConnection> kept = recorded;
        if (kept != null) {
            TrackedConnection next;
            while ((next = kept.poll()) != null) {
                taken.add(next);
            }
        }
        return taken;
    }

    /** The stretch of the test is over; threads that it started may still be in the scope. */
    public void end() {
        ended = true;
    }

    /** True when nobody is left who asks for the connection by the scope it was opened in. */
    public static boolean isOver(TrackedConnection connection) {
        Mark mark = connection.mark();
        for (OpenScope at = mark == null ? null : mark.scope; at != null; at = at.around) {
            if (!at.ended) {
                return false;
            }
        }
        return true;
    }

    /** True when the connection was opened in this scope or in a part of it. */
    public boolean holds(TrackedConnection connection) {
        Mark mark = connection.mark();
        for (OpenScope at = mark == null ? null : mark.scope; at != null; at = at.around) {
            if (at == this) {
                return true;
            }
        }
        return false;
    }
}
