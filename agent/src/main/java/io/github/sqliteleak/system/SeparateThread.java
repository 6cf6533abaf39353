package io.github.sqliteleak.system;

/**
 * Does work for a thread of the application that may be interrupted, deep in recursion or under a
 * security context of its own: in another thread, which is waited for.
 */
public final class SeparateThread {
    private static final long MILLIS = 5_000;

    private SeparateThread() {}

    /** Returns when the work is done, or after 5 s. */
    public static void run(String job, Runnable work) {
        AgentThread worker = AgentThread.of(job, work);
        worker.start();
        UninterruptedWait.join(worker, MILLIS);
    }
}
