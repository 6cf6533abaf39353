package io.github.sqliteleak.judge;

import io.github.sqliteleak.waits.LockWaitGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * How many statements of a build may fail because of a lock, and how many did.
 *
 * @param allowed what the build lets pass
 * @param counted what the JVMs have counted
 * @param places where, as far as the reports name it; those that cost most first
 */
public record LockGate(long allowed, long counted, List<LockWaitGroup> places) {
    /** Holds what was reported against the limit. */
    static LockGate of(long allowed, MergedReport merged) {
        List<LockWaitGroup> places = new ArrayList<>();
        for (LockWaitGroup wait : merged.lockWaits()) {
            if (wait.timedOut() > 0) {
                places.add(wait);
            }
        }
        Long counted = merged.totals().lockTimeouts();
        return new LockGate(allowed, counted == null ? 0 : counted, List.copyOf(places));
    }

    /** Whether the build has to fail. */
    public boolean fails() {
        return counted > allowed;
    }

    /** {@code lock timeouts: 2, allowed: 0}. */
    public String line() {
        return "lock timeouts: " + counted + ", allowed: " + allowed;
    }
}
