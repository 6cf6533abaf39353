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
    private volatile CapturedStack stack;
    private final String thread = ThreadName.of(Thread.currentThread());
    private final long nanos;
    private @Nullable WeakReference<Throwable> lastFailure;
    private int uses;

    /**
     * @param stack where the calling thread closes it
     * @param now in {@link System#nanoTime()}
     */
    ClosingNote(CapturedStack stack, long now) {
        this.stack = stack;
        this.nanos = now;
    }

    /** Empty when so many others were closed at that time that it was not kept. */
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
