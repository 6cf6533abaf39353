package io.github.sqliteleak.toolkit;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The connections that are handed out at this moment. */
final class LeaseBook {
    // A thread that ends gives no signal, so its leases are looked at again after a while.
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    // Borrowers pass here all the time and must not wait for each other, so that no lock is taken
    // unless somebody waits for them.
    private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition removed = lock.newCondition();
    private final @Nullable ConnectionWarning warning;
    private volatile boolean awaited;

    LeaseBook(@Nullable ConnectionWarning warning) {
        this.warning = warning;
    }

    void add(Lease lease) {
        leases.add(lease);
        if (warning != null) {
            warning.check(this);
        }
    }

    void remove(Lease lease) {
        leases.remove(lease);
        if (awaited) {
            lock.lock();
            try {
                removed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    int size() {
        return leases.size();
    }

    /** The oldest first. */
    List<Lease> all() {
        return leases.stream().sorted(Comparator.comparing(l -> l.opening().since())).toList();
    }

    /** Waits until none is left that {@code worthWaiting} holds for, or the time is up. */
    void awaitNone(Predicate<Lease> worthWaiting, Duration limit) throws InterruptedException {
        long left = Durations.nanos(limit);
        long end = System.nanoTime() + left;
        lock.lockInterruptibly();
        try {
            awaited = true;
            while (left > 0 && leases.stream().anyMatch(worthWaiting)) {
                long ignored = removed.awaitNanos(Math.min(left, LOOK_AGAIN_NANOS));
                left = end - System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }
}
