package io.github.sqliteleak.weave;

import io.github.sqliteleak.system.Foreign;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is done with the driver of one class loader, whichever thread has decided it. */
final class DriverDecision {
    private static final long INTERVAL_MILLIS = 50;

    /** Intervals for which another thread may stand still before this one decides, a second. */
    private static final int PATIENCE = 20;

    /** Intervals for which this thread waits at most, half a minute. */
    private static final int ALL_PATIENCE = 600;

    private final WeakReference<ClassLoader> loader;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch made = new CountDownLatch(1);
    private volatile @Nullable Thread maker;
    private volatile @Nullable WovenDriver driver;
    private final AtomicReference<@Nullable DriverVerdict> unreported = new AtomicReference<>();

    DriverDecision(ClassLoader loader) {
        this.loader = new WeakReference<>(loader);
    }

    /** By identity: a loader may call itself equal to another. */
    boolean isFor(ClassLoader other) {
        return loader.refersTo(other);
    }

    @Nullable ClassLoader loader() {
        return loader.get();
    }

    boolean isObsolete() {
        return loader.refersTo(null);
    }

    /**
     * What has been decided; null when the calling thread has to decide. While another thread is at
     * it, this one waits, but not for a thread that stands still: this one may hold a lock that the
     * class loader takes when the other thread asks it.
     */
    @Nullable WovenDriver await() {
        if (driver == null) {
            Thread here = Thread.currentThread();
            if (begun.compareAndSet(false, true)) {
                maker = here;
            } else if (maker != here) {
                awaitMaker();
            }
        }
        return driver;
    }

    private void awaitMaker() {
        int still = 0;
        try {
            for (int i = 0; i < ALL_PATIENCE && still < PATIENCE; i++) {
                if (made.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                Thread other = maker;
                boolean runs = other != null && Foreign.state(other) == Thread.State.RUNNABLE;
                still = runs ? 0 : still + 1;
            }
        } catch (InterruptedException e) {
            Foreign.interruptAgain();
        }
    }

    /**
     * The thread that was at it has failed: unless it is decided, the driver is left as it is. The
     * class that it was at is so already, and a driver is woven whole or not at all.
     */
    void giveUp() {
        if (driver == null) {
            driver = WovenDriver.NONE;
        }
        maker = null;
        made.countDown();
    }

    /** Null until it is made. */
    @Nullable WovenDriver driver() {
        return driver;
    }

    void make(DriverVerdict verdict) {
        unreported.set(verdict.isWoven() ? null : verdict);
        driver = verdict.driver();
        maker = null;
        made.countDown();
    }

    /**
     * Why the driver is left as it is, for one thread to report to the listener; null when there is
     * nothing to report any more.
     */
    @Nullable DriverVerdict takeUnreported() {
        return unreported.getAndSet(null);
    }

    /** The listener has failed: the verdict is to be reported again. */
    void putBack(DriverVerdict verdict) {
        unreported.set(verdict);
    }
}
