package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.OngoingWait;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.transaction.TransactionTracker;
import java.util.List;
import java.util.Set;

/**
 * Goes through a wait that nobody waits, so that all classes which a wait needs are loaded before
 * the first one: loading them takes some ten milliseconds, by which that one would last longer.
 */
final class LockWarmUp implements Runnable {
    private static final String NOWHERE = "none";

    @Override
    public void run() {
        ConnectionRegistry registry =
                new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
        TrackedConnection holder = registry.handleOpened(new Object(), NOWHERE, 0, Set.of(), null);
        TrackedConnection waiter = registry.handleOpened(new Object(), NOWHERE, 0, Set.of(), null);
        if (holder == null || waiter == null) {
            return;
        }
        LockWatch watch = new LockWatch(registry, 1, sql -> sql);
        PendingWait alone = watch.waiting(waiter, 0, System.nanoTime(), true);
        watch.waited(alone, System.nanoTime(), true);
        end(watch, waiter);
        new TransactionTracker(false).ran(holder, "begin immediate");
        PendingWait held = watch.waiting(waiter, 0, System.nanoTime(), true);
        watch.waited(held, System.nanoTime(), true);
        end(watch, waiter);
        watch.failed(waiter, null, null, ResultCodes.BUSY);
    }

    private static void end(LockWatch watch, TrackedConnection waiter) {
        OngoingWait pending = waiter.takePendingWait();
        if (pending != null) {
            watch.ended(pending);
            watch.sites();
        }
    }
}
