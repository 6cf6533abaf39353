package io.github.sqliteleak.registry;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events about one connection that wait for the end of the hook that they came about in. Flight
 * Recorder takes the stack where an event is committed, and shows five frames of it as a rule.
 * Committed here they have two of the agent's on top: the hook's and the one of this class.
 */
public final class LateEvents {
    private @Nullable Waiting first;

    /** Something that can be committed; an event of Flight Recorder's. */
    public interface Event {
        void commit();
    }

    private record Waiting(
            Event event, Consumer<Throwable> failures, Thread thread, @Nullable Waiting next) {}

    /**
     * The hook that the calling thread is in commits the event.
     *
     * @param failures is given what committing it throws
     */
    public static void add(
            TrackedConnection connection, Event event, Consumer<Throwable> failures) {
        LateEvents late = connection.lateEvents();
        if (late == null) {
            late = new LateEvents();
            connection.lateEvents(late);
        }
        synchronized (late) {
            late.first = new Waiting(event, failures, Thread.currentThread(), late.first);
        }
    }

    /** The hook ends: commits what came about in it, that is in the calling thread. */
    public static void commit(TrackedConnection connection) {
        LateEvents late = connection.lateEvents();
        // What this thread has added it sees without the monitor.
        Waiting waiting =
                late == null || late.first == null ? null : late.take(Thread.currentThread());
        while (waiting != null) {
            try {
                waiting.event.commit();
            } catch (Throwable t) {
                waiting.failures.accept(t);
            }
            waiting = waiting.next;
        }
    }

    /** Those of the thread in the order that they came in. Others stay: some drivers let two in. */
    private synchronized @Nullable Waiting take(Thread thread) {
        Waiting taken = null;
        Waiting left = null;
        for (Waiting at = first; at != null; at = at.next) {
            if (at.thread == thread) {
                taken = new Waiting(at.event, at.failures, thread, taken);
            } else {
                left = new Waiting(at.event, at.failures, at.thread, left);
            }
        }
        first = left;
        return taken;
    }
}
