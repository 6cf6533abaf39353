package io.github.sqliteleak.registry;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Counts connections. Safe for any number of threads. */
final class Counters {
    private static final long PAUSE_NANOS = 100_000;

    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder excluded = new LongAdder();
    private final LongAdder failedOpens = new LongAdder();
    private final AtomicInteger openNow = new AtomicInteger();
    private final AtomicInteger peakOpen = new AtomicInteger();
    private final AtomicInteger recentPeak = new AtomicInteger();

    void openFailed() {
        failedOpens.increment();
    }

    /** One was opened, whether it is followed or not. */
    void opened() {
        opened.increment();
    }

    /** One that was opened is not followed. */
    void excluded() {
        excluded.increment();
    }

    /** One that was opened is followed. */
    void followed() {
        int now = openNow.incrementAndGet();
        raise(peakOpen, now);
        raise(recentPeak, now);
    }

    private static void raise(AtomicInteger peak, int now) {
        int known = peak.get();
        while (now > known && !peak.compareAndSet(known, now)) {
            known = peak.get();
        }
    }

    /** The most that were open at once since {@link #resetRecentPeak}. */
    int recentPeak() {
        return recentPeak.get();
    }

    /** Begins anew with what is open now; the peak of the report goes on. */
    void resetRecentPeak() {
        recentPeak.set(Math.max(0, openNow.get()));
    }

    void closed() {
        openNow.decrementAndGet();
        closed.increment();
    }

    /** One that is open is taken for leaked. */
    void leaked() {
        openNow.decrementAndGet();
    }

    Counts now(int leaked) {
        return new Counts(
                opened.sum(),
                closed.sum(),
                leaked,
                excluded.sum(),
                peakOpen.get(),
                failedOpens.sum());
    }

    /** Waits so long for threads that are between two counts: they may get no processor. */
    Counts settled(int leaked, long nanos) {
        long deadline = System.nanoTime() + nanos;
        Counts counts = now(leaked);
        while (!counts.addUp() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
            counts = now(leaked);
        }
        return counts;
    }
}
