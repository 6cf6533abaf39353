package io.github.sqliteleak.registry;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Counts connections. Safe for any number of threads. */
public final class Counters {
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

    /** A connection was opened, whether it is followed or not. */
    void opened() {
        opened.increment();
    }

    /** A connection that was opened is not followed. */
    void excluded() {
        excluded.increment();
    }

    /** A connection that was opened is followed. */
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

    /** The most that were open at once since the start or {@link #resetRecentPeak}. */
    public int recentPeak() {
        return recentPeak.get();
    }

    /** Begins {@link #recentPeak} anew; the peak in the report is not changed. */
    public void resetRecentPeak() {
        recentPeak.set(Math.max(0, openNow.get()));
    }

    void closed() {
        openNow.decrementAndGet();
        closed.increment();
    }

    /** A connection that is open is taken for leaked. */
    void leaked() {
        openNow.decrementAndGet();
    }

    /** The counts up to now; a connection that is open is neither closed nor leaked yet. */
    public Counts now() {
        return now(0);
    }

    /** As {@link #now()}, with this number of connections taken for leaked. */
    public Counts now(int leaked) {
        return new Counts(
                opened.sum(),
                closed.sum(),
                leaked,
                excluded.sum(),
                peakOpen.get(),
                failedOpens.sum());
    }

    /**
     * The counts after {@link LeakFindings#judge}, with this number of leaks. Threads that were
     * between two counts at that moment are waited for, so long at most: they may get no processor.
     */
    public Counts settled(int leaked, long nanos) {
        long deadline = System.nanoTime() + nanos;
        Counts counts = now(leaked);
        while (!counts.addUp() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
            counts = now(leaked);
        }
        return counts;
    }
}
