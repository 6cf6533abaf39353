package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Connections that the application went on using after it had closed them. Where a connection was
 * closed is kept for as long as somebody has the closed one in his hands. Safe for any number of
 * threads.
 */
public final class UsesAfterClose {
    /** Closed in the half of a second before {@link #letGoOfClasses} comes, as a rule. */
    private static final int RECENT = 1_024;

    /** A program that opens and closes without an end has the stacks of some closings only. */
    private static final int STACKS_AT_ONCE = 4 * RECENT;

    private static final long NANOS_A_STACK = 500_000;

    /** To read a stack takes some 50 µs, and most of these connections are long forgotten. */
    private static final int READ_AT_ONCE = 50;

    private static final int MOST = 200;
    private static final int MOST_OF_ONE_CONNECTION = 3;

    private final AtomicReferenceArray<@Nullable WeakReference<ClosingNote>> recent =
            new AtomicReferenceArray<>(RECENT);
    private final StackBudget stacks = new StackBudget(STACKS_AT_ONCE, NANOS_A_STACK);
    private final AtomicInteger next = new AtomicInteger();
    private final List<UseAfterClose> uses = new ArrayList<>();
    private final LongAdder count = new LongAdder();

    /** The calling thread has closed a connection. */
    ClosingNote closed() {
        long now = System.nanoTime();
        if (!stacks.take(now)) {
            return new ClosingNote(CapturedStack.NONE, now);
        }
        ClosingNote closing = new ClosingNote(new CapturedStack(), now);
        keepForNow(closing);
        return closing;
    }

    private void keepForNow(ClosingNote closing) {
        int slot = (next.getAndIncrement() & Integer.MAX_VALUE) % RECENT;
        WeakReference<ClosingNote> before = recent.getAndSet(slot, new WeakReference<>(closing));
        ClosingNote older = before == null ? null : before.get();
        if (older != null) {
            // To read it here would take as long as it takes to open and close a connection.
            older.forgetStack();
        }
    }

    /**
     * A call of the calling thread has failed. Does nothing unless the application had closed the
     * connection.
     */
    public void failed(TrackedConnection connection, @Nullable String sql, Throwable failure) {
        ClosingNote closing = connection.closing();
        if (closing == null) {
            return;
        }
        int use = closing.used(failure);
        if (use == 0) {
            return;
        }
        count.increment();
        if (use <= MOST_OF_ONE_CONNECTION) {
            UseAfterClose now = UseAfterClose.now(connection, closing, sql);
            synchronized (uses) {
                if (uses.size() < MOST) {
                    uses.add(now);
                }
            }
        }
    }

    /** The first ones, in their order. */
    public List<UseAfterClose> first() {
        synchronized (uses) {
            return List.copyOf(uses);
        }
    }

    /** All of them. */
    public long count() {
        return count.sum();
    }

    /** When called again and again, nothing here keeps classes of the application's alive. */
    void letGoOfClasses() {
        int read = 0;
        for (int slot = 0; slot < RECENT && read < READ_AT_ONCE; slot++) {
            WeakReference<ClosingNote> closed = recent.getAndSet(slot, null);
            ClosingNote closing = closed == null ? null : closed.get();
            if (closing != null) {
                closing.stack().read();
                read++;
            }
        }
        first().forEach(UseAfterClose::readStacks);
    }
}
