package io.github.sqliteleak.weave;

import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What is done with the driver of one class loader, whichever thread found that out. */
final class DriverDecision {
    private static final long PATIENCE_SECONDS = 1;

    private final WeakReference<ClassLoader> loader;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch made = new CountDownLatch(1);
    private volatile @Nullable WovenDriver driver;
    private volatile @Nullable DriverVerdict untold;

    DriverDecision(ClassLoader loader) {
        this.loader = new WeakReference<>(loader);
    }

    /** By identity: a loader may call itself equal to another. */
    boolean isFor(ClassLoader other) {
        return loader.refersTo(other);
    }

    boolean isObsolete() {
        return loader.refersTo(null);
    }

    /**
     * What has been decided; null when the calling thread has to find out. While another thread is
     * at it, this one waits, but not for ever: it may itself hold a lock that the class loader
     * takes when the other one asks it.
     */
    @Nullable WovenDriver await() {
        if (driver == null && !begun.compareAndSet(false, true)) {
            try {
                made.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return driver;
    }

    /** Null until it is made. */
    @Nullable WovenDriver driver() {
        return driver;
    }

    /** Does nothing when it had been made already. */
    synchronized void makeFirst(DriverVerdict verdict) {
        if (driver == null) {
            make(verdict);
        }
    }

    void make(DriverVerdict verdict) {
        untold = verdict.isWoven() ? null : verdict;
        driver = verdict.driver();
        made.countDown();
    }

    /** Why the driver is left as it is, until the listener has been told; else null. */
    @Nullable DriverVerdict untold() {
        return untold;
    }

    void told() {
        untold = null;
    }
}
