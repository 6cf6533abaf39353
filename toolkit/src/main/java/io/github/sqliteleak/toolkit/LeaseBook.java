package io.github.sqliteleak.toolkit;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The connections that are handed out at this moment. */
final class LeaseBook {
    // A thread that ends gives no signal, so its leases are looked at again after a while.
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition removed = lock.newCondition();
    private final Set<Lease> leases = new LinkedHashSet<>();

    void add(Lease lease) {
        lock.lock();
        try {
            leases.add(lease);
        } finally {
            lock.unlock();
        }
    }

    void remove(Lease lease) {
        lock.lock();
        try {
            leases.remove(lease);
            removed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return leases.size();
        } finally {
            lock.unlock();
        }
    }

    List<Lease> all() {
        lock.lock();
        try {
            return List.copyOf(leases);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until none is left that {@code worthWaiting} holds for, or the time is up. */
    void awaitNone(Predicate<Lease> worthWaiting, Duration limit) throws InterruptedException {
        long left = Durations.nanos(limit);
        long end = System.nanoTime() + left;
        lock.lockInterruptibly();
        try {
            while (left > 0 && leases.stream().anyMatch(worthWaiting)) {
                long ignored = removed.awaitNanos(Math.min(left, LOOK_AGAIN_NANOS));
                left = end - System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }
}
