package io.github.sqliteleak.toolkit;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Decides between a commit and the cutting off of what is not committed, so that what was reported
 * as not written cannot be written a moment later.
 */
final class CommitGuard {
    private enum State {
        FREE,
        COMMITTING,
        CUT_OFF
    }

    private static final long POLL_NANOS = 1_000_000;

    private final AtomicReference<State> state = new AtomicReference<>(State.FREE);

    /**
     * Begins a commit.
     *
     * @return false when all that is not committed was cut off; it must be rolled back then
     */
    boolean beginCommit() {
        return state.compareAndSet(State.FREE, State.COMMITTING);
    }

    /** Ends the commit, successful or not; without one it does nothing. */
    void endCommit() {
        state.compareAndSet(State.COMMITTING, State.FREE);
    }

    boolean isCutOff() {
        return state.get() == State.CUT_OFF;
    }

    /** From the return on nothing is committed any more. A commit that runs is waited for. */
    void cutOff() {
        while (!state.compareAndSet(State.FREE, State.CUT_OFF) && !isCutOff()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
