package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.system.ThreadName;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Where the application closed a connection, and by which thread: for somebody who goes on using
 * it. Kept by the closed handle alone, and so gone with it.
 */
public final class ClosingNote {
    private volatile CapturedStack stack = new CapturedStack();
    private final String thread = ThreadName.of(Thread.currentThread());
    private final long nanos = System.nanoTime();
    private @Nullable WeakReference<Throwable> lastFailure;
    private int uses;

    ClosingNote() {}

    /** Empty when so many others were closed since that it was not kept. */
    public CapturedStack stack() {
        return stack;
    }

    /** Name of the closing thread at that time. */
    public String thread() {
        return thread;
    }

    /** When that was, in {@link System#nanoTime()}. */
    public long nanos() {
        return nanos;
    }

    void forgetStack() {
        stack = CapturedStack.NONE;
    }

    /**
     * Counts a use that failed.
     *
     * @param failure passes through several hooks on its way out, and counts once
     * @return how many there were up to now; 0 for a failure that was counted
     */
    synchronized int used(Throwable failure) {
        if (lastFailure != null && lastFailure.get() == failure) {
            return 0;
        }
        lastFailure = new WeakReference<>(failure);
        return ++uses;
    }
}
