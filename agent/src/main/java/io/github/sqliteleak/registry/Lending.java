package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.system.ThreadName;
import io.github.sqliteleak.tests.OpeningTest;
import io.github.sqliteleak.tests.RunningTests;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Who has a connection of a pool. Written by whoever borrows or gives back, one thread at a time,
 * as plain fields; readers may see it a moment late.
 *
 * <p>A stack takes a microsecond, and a pool lends within a fraction of one. So a connection that
 * is lent many thousand times a second has the stacks of some borrowings only.
 */
public final class Lending {
    /** As many stacks at once. */
    private static final int STACKS_AT_ONCE = 200_000;

    /** And after that one in so long, ten thousand a second. */
    private static final long NANOS_A_STACK = 100_000;

    private static final AtomicReferenceFieldUpdater<Lending, Thread> BORROWER =
            AtomicReferenceFieldUpdater.newUpdater(Lending.class, Thread.class, "borrower");

    private @Nullable Lender lender;
    private volatile @Nullable Thread borrower;
    private @Nullable WeakReference<Thread> formerBorrower;
    private @Nullable String borrowerName;
    private long since;
    private @Nullable CapturedStack stack;
    private @Nullable OpeningTest test;
    private int wrapper;
    private boolean lent;
    private ConnectionObserver.@Nullable Borrowing record;
    private final StackBudget stacks = new StackBudget(STACKS_AT_ONCE, NANOS_A_STACK);

    Lending() {}

    /** The pool; null when it is not known. */
    public @Nullable Lender lender() {
        return lender;
    }

    public void lender(Lender pool) {
        lender = pool;
    }

    /**
     * The calling thread borrows it.
     *
     * @param wrapperId of the object that it is given, see {@link #wrapper()}
     */
    public void lend(int wrapperId) {
        long now = UseClock.now();
        BORROWER.lazySet(this, Thread.currentThread());
        since = now;
        wrapper = wrapperId;
        if (stacks.take(now)) {
            CapturedStack captured = new CapturedStack();
            stack = captured;
            test = RunningTests.OF_THIS_JVM.opener(captured);
        } else {
            stack = null;
            test = null;
        }
        lent = true;
    }

    /** Hears when it is given back; null for nobody. By the thread that has borrowed it. */
    public void record(ConnectionObserver.@Nullable Borrowing observed) {
        record = observed;
    }

    /**
     * It is given back, or about to be.
     *
     * @param connection of which this is
     */
    public void giveBack(TrackedConnection connection) {
        ConnectionObserver.Borrowing observed = record;
        if (observed != null) {
            record = null;
            observed.givenBack(connection, this);
        }
        lent = false;
        BORROWER.lazySet(this, null);
        stack = null;
    }

    public boolean isLent() {
        return lent;
    }

    /**
     * Identity hash code of what the borrower was given; 0 where that is not needed. The object
     * itself is not kept, not even weakly: pools look for borrowers that have lost it.
     */
    public int wrapper() {
        return wrapper;
    }

    /** {@link System#nanoTime()} of the borrowing, within 50 ms. */
    public long sinceNanos() {
        return since;
    }

    /** Where it was borrowed; null when that was not captured. */
    public @Nullable CapturedStack stack() {
        return stack;
    }

    /** The test that borrowed it; null outside tests. */
    public @Nullable OpeningTest test() {
        return test;
    }

    /** The borrower while it lives. */
    public @Nullable Thread thread() {
        Thread strong = borrower;
        WeakReference<Thread> weak = formerBorrower;
        Thread thread = strong != null || weak == null ? strong : weak.get();
        return thread != null && thread.isAlive() ? thread : null;
    }

    /** Name of the borrower; null when it is not known. */
    public @Nullable String threadName() {
        Thread strong = borrower;
        return strong == null ? borrowerName : ThreadName.of(strong);
    }

    /** Keeps no class or thread of the application's from now on. */
    void letGo() {
        Thread strong = borrower;
        CapturedStack.readIfThere(stack);
        if (strong != null) {
            borrowerName = ThreadName.of(strong);
            formerBorrower = new WeakReference<>(strong);
            BORROWER.compareAndSet(this, strong, null);
        }
    }
}
