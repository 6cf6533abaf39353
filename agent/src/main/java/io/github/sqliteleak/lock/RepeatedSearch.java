package io.github.sqliteleak.lock;

import io.github.sqliteleak.lock.HolderSearch.Findings;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.waits.Operation;
import java.lang.ref.WeakReference;

/**
 * The search for what made a statement fail at once. A program that tries again and again is not to
 * be slowed down: what fails on the same connection a moment later is taken to have met the same
 * holders, as long as they are there.
 */
final class RepeatedSearch {
    private static final long REPEAT_NANOS = 5_000_000;

    private final HolderSearch holders;

    /** Weak: it refers to connections and threads, and is of use for a moment only. */
    private volatile WeakReference<Sighting> latest = new WeakReference<>(null);

    private record Sighting(
            TrackedConnection waiter, Operation operation, long nanos, Findings found) {}

    RepeatedSearch(HolderSearch holders) {
        this.holders = holders;
    }

    Findings find(TrackedConnection waiter, Operation operation, long now) {
        if (waiter.hasAttached()) {
            // The next time it may wait for another one of its databases.
            return holders.findNow(waiter, operation);
        }
        Sighting last = latest.get();
        if (last != null
                && last.waiter() == waiter
                && last.operation() == operation
                && now - last.nanos() < REPEAT_NANOS
                && last.found().holds().stream().allMatch(hold -> hold.mayBeThere(now))) {
            return last.found();
        }
        Findings found = holders.findNow(waiter, operation);
        latest = new WeakReference<>(new Sighting(waiter, operation, now, found));
        return found;
    }
}
