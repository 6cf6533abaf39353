package io.github.sqliteleak.lock;

import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Foreign;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Waits that were over within milliseconds. To look up where they happened would take the threads
 * that compete for a lock a good part of that time again, so it is left to a thread of the agent's
 * own, which ends when there are no more.
 */
final class ShortWaits {
    /**
     * What comes while so many are left is counted, and not looked into: to look into thousands in
     * a second would slow down what they wait for.
     */
    private static final int MOST = 25;

    private static final int PAUSE_MILLIS = 50;
    private static final int IDLE_ROUNDS = 20;

    private final Consumer<PendingWait> note;
    private final Queue<PendingWait> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();

    /**
     * @param note looks into one of them
     */
    ShortWaits(Consumer<PendingWait> note) {
        this.note = note;
    }

    boolean hasRoom() {
        return size.get() < MOST;
    }

    void add(PendingWait wait) {
        size.incrementAndGet();
        queue.add(wait);
        if (!running.get() && running.compareAndSet(false, true)) {
            start();
        }
    }

    private void start() {
        boolean started = false;
        try {
            AgentThread.of("lock-notes", this::work).start();
            started = true;
        } finally {
            if (!started) {
                running.set(false);
            }
        }
    }

    /** Looks into the waits that are left, all that came before this call. */
    synchronized void finish() {
        PendingWait next;
        while ((next = queue.poll()) != null) {
            size.decrementAndGet();
            note.accept(next);
        }
    }

    private void work() {
        try {
            for (int idle = 0; idle < IDLE_ROUNDS; idle++) {
                if (!queue.isEmpty()) {
                    finish();
                    idle = 0;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // Nobody asks it to end early; what is left is noted by the next thread or at exit.
            Foreign.interruptAgain();
        } finally {
            running.set(false);
        }
    }
}
