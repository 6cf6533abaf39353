package io.github.sqliteleak.system;

import org.jspecify.annotations.Nullable;

/**
 * Waits in a thread that must not sleep, wait or park. BlockHound makes those methods fail, or
 * reports them, in threads that are not to block; SQLite's own wait is in native code, which it
 * does not see. Nor does it see a thread that enters a monitor, so another thread holds one as long
 * as the wait lasts.
 */
final class WaitByMonitor implements Runnable {
    /** Put on the boot class path when BlockHound is installed. */
    private static final String BLOCK_HOUND = "reactor.blockhound.BlockHoundRuntime";

    /** It may be installed at any time, and to look for it takes some microseconds. */
    private static final long LOOK_AGAIN_NANOS = 1_000_000_000;

    private static volatile boolean blockHound;
    private static volatile long lookedNanos = System.nanoTime() - LOOK_AGAIN_NANOS;

    private final @Nullable Thread thread;
    private final long endNanos;
    private volatile boolean held;

    private WaitByMonitor(@Nullable Thread thread, long endNanos) {
        this.thread = thread;
        this.endNanos = endNanos;
    }

    /** Whether sleeping may be forbidden in the calling thread. */
    static boolean isNeeded() {
        if (AgentThread.isCurrent()) {
            return false;
        }
        long now = System.nanoTime();
        if (!blockHound && now - lookedNanos >= LOOK_AGAIN_NANOS) {
            lookedNanos = now;
            blockHound = isBlockHoundInstalled();
        }
        return blockHound;
    }

    private static boolean isBlockHoundInstalled() {
        try {
            Class.forName(BLOCK_HOUND, false, null);
            return true;
        } catch (ClassNotFoundException | LinkageError | SecurityException e) {
            return false;
        }
    }

    /**
     * Returns when the thread has ended, at the latest at this time.
     *
     * @param thread null to wait for the time alone
     * @param endNanos in {@link System#nanoTime()}
     */
    static void await(@Nullable Thread thread, long endNanos) {
        WaitByMonitor wait = new WaitByMonitor(thread, endNanos);
        try {
            AgentThread.of("wait", wait).start();
            wait.await();
        } catch (OutOfMemoryError e) {
            // No more threads to be had: what is left of the time is spent below.
            Guard.caught(e);
        }
        while (!wait.isOver()) {
            // Comes to this only when the other thread could not do its part. To yield or to hint
            // at a spin may be forbidden as well.
        }
    }

    private void await() {
        while (!held && !isOver()) {
            // The other thread runs within some microseconds.
        }
        synchronized (this) {
            held = false;
        }
    }

    private boolean isOver() {
        return System.nanoTime() - endNanos >= 0 || (thread != null && !thread.isAlive());
    }

    @Override
    public synchronized void run() {
        held = true;
        UninterruptedWait.until(thread, endNanos);
    }
}
