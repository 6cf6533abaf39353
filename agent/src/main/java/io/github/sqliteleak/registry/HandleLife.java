package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far the life of a native handle has come: open, closed or judged as a leak, and by whom. */
public abstract class HandleLife extends OpenHandle {
    enum State {
        OPEN,
        CLOSED,
        /** Judged as a leak, at exit or when it was collected. */
        LEAKED
    }

    private volatile State state = State.OPEN;
    private volatile boolean collected;
    private volatile boolean closedByApplication;
    private volatile long closedNanos;
    private volatile @Nullable ClosingNote closing;
    private volatile boolean aborted;

    HandleLife(Object handle, Set<?> statements, CapturedStack opening) {
        super(handle, statements, opening);
    }

    State state() {
        return state;
    }

    synchronized boolean changeState(State from, State to) {
        if (state != from) {
            return false;
        }
        state = to;
        return true;
    }

    /** True once the connection object was found collected while the handle was open. */
    public boolean isCollected() {
        return collected;
    }

    void markCollected() {
        collected = true;
    }

    /** True when the application closed it after it had been judged. */
    public boolean isClosedByApplication() {
        return closedByApplication;
    }

    void markClosed(boolean byApplication) {
        closedByApplication = byApplication;
        resting(false);
        closedNanos = System.nanoTime();
    }

    /** True when the application has called {@code abort}. */
    public boolean isAborted() {
        return aborted;
    }

    public void markAborted() {
        aborted = true;
    }

    /** Where the application has closed it, or is about to; null when it has not. */
    @Nullable ClosingNote closing() {
        return closing;
    }

    /** The same, null when the driver could not close it. */
    void closing(@Nullable ClosingNote begun) {
        closing = begun;
    }

    /** {@link System#nanoTime()} at the closing, 0 while open. */
    public long closedNanos() {
        return closedNanos;
    }
}
