package io.github.sqliteleak.agent;

import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.SeparateThread;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Has the report written when tests have ended, so that a JVM that is killed later still has one.
 * At once as a rule; where a JVM runs thousands of test plans, so that writing would take more than
 * a twentieth of its time, a little later, and once for several.
 */
final class PlanReports {
    private static final long FREE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int SHARE = 20;

    private final Runnable writing;
    private final LongSupplier nanoTime;
    private final long begunNanos;
    private long spentNanos;
    private boolean pending;

    PlanReports(Runnable writing, LongSupplier nanoTime) {
        this.writing = writing;
        this.nanoTime = nanoTime;
        this.begunNanos = nanoTime.getAsLong();
    }

    /** Returns when the report is written, or is going to be. */
    void planEnded() {
        long wait;
        synchronized (this) {
            if (pending) {
                return;
            }
            wait = nanosToWait();
            pending = wait > 0;
        }
        if (wait > 0) {
            AgentThread.of("plan-report", () -> writeAfter(wait)).start();
        } else {
            SeparateThread.run("plan-report", this::write);
        }
    }

    private long nanosToWait() {
        long elapsed = nanoTime.getAsLong() - begunNanos;
        return spentNanos < FREE_NANOS ? 0 : spentNanos * SHARE - elapsed;
    }

    private void writeAfter(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            // Nobody does that; what is known by now is written all the same.
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            pending = false;
        }
        write();
    }

    private void write() {
        long begun = nanoTime.getAsLong();
        writing.run();
        synchronized (this) {
            spentNanos += nanoTime.getAsLong() - begun;
        }
    }
}
