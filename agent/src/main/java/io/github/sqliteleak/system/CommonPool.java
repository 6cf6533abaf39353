package io.github.sqliteleak.system;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whether work that the common pool does during a test can be from before it. The pool's threads
 * outlive each test and inherit nothing, so that only this shows whose work they do.
 */
public final class CommonPool {
    /** A thread whose last task has just ended still looks for another one. */
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** Waited for in vain; not again before it was idle. */
    private static volatile boolean busy;

    private CommonPool() {}

    /** True when it has nothing to do, now or within a moment. */
    public static boolean isIdle() {
        ForkJoinPool pool = ForkJoinPool.commonPool();
        long begin = System.nanoTime();
        while (!pool.isQuiescent()) {
            if (busy || System.nanoTime() - begin > WAIT_NANOS) {
                busy = true;
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        busy = false;
        return true;
    }

    public static boolean has(@Nullable Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool();
    }
}
