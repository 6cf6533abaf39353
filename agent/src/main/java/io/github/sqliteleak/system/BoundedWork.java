package io.github.sqliteleak.system;

import org.jspecify.annotations.Nullable;

/**
 * Work in a daemon thread of its own that is waited for no longer than to a deadline: on a file
 * system that does not answer, no time-out ends it.
 */
public final class BoundedWork implements Runnable {
    private final Runnable work;
    private volatile @Nullable Throwable failure;

    private BoundedWork(Runnable work) {
        this.work = work;
    }

    /**
     * Runs it, unless the deadline has passed.
     *
     * @param job for the name of the thread
     * @return false when it has not ended in time, or has failed
     */
    public static boolean run(String job, Deadline deadline, Runnable work) {
        long millis = deadline.millisLeft();
        return millis > 0 && run(job, millis, work);
    }

    /** As {@link #run(String, Deadline, Runnable)}, for so long from now. */
    public static boolean run(String job, long millis, Runnable work) {
        BoundedWork bounded = new BoundedWork(work);
        AgentThread worker = AgentThread.of(job, bounded);
        worker.start();
        UninterruptedWait.join(worker, millis);
        return !worker.isAlive() && bounded.failure == null;
    }

    /** By its thread. */
    @Override
    public void run() {
        try {
            work.run();
        } catch (Throwable t) {
            // A step less, which the report says.
            failure = t;
        }
    }
}
