package io.github.sqliteleak.pool;

import io.github.sqliteleak.registry.Lender;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Which pools each thread is asking for a connection at this moment. The stack of a thread has the
 * class of a pool alone, and there may be several of one library. Takes no lock and allocates
 * nothing once a thread has borrowed.
 */
final class Borrowings {
    /** There is one of these in a JVM. */
    @SuppressWarnings("ThreadLocalUsage")
    private final Own own = new Own();

    private final List<WeakReference<Asking>> all = new ArrayList<>();
    private int pruneAt = 64;

    /** No lambda: those cost tens of milliseconds at the first one of a JVM. */
    private final class Own extends ThreadLocal<Asking> {
        @Override
        protected Asking initialValue() {
            return added(new Asking(Thread.currentThread()));
        }
    }

    /** What one thread asks for, the innermost last; written by that thread, read by any. */
    private static final class Asking {
        private static final int DEEPEST = 8;

        /** Its plain writes in order spare the fence of a volatile one, which is dear here. */
        private static final AtomicIntegerFieldUpdater<Asking> DEPTH =
                AtomicIntegerFieldUpdater.newUpdater(Asking.class, "depth");

        private final Thread thread;
        private final @Nullable Lender[] pools = new Lender[DEEPEST];
        private volatile int depth;

        Asking(Thread thread) {
            this.thread = thread;
        }

        void begin(Lender pool) {
            int at = depth;
            // A call that ended unseen has left what it asked for.
            at = at == DEEPEST ? 0 : at;
            pools[at] = pool;
            DEPTH.lazySet(this, at + 1);
        }

        void end(Lender pool) {
            for (int i = depth - 1; i >= 0; i--) {
                if (pools[i] == pool) {
                    DEPTH.lazySet(this, i);
                    return;
                }
            }
        }

        @Nullable Boolean asks(Lender pool) {
            int end = depth;
            for (int i = 0; i < end; i++) {
                if (pools[i] == pool) {
                    return true;
                }
            }
            return end == 0 ? null : false;
        }
    }

    private synchronized Asking added(Asking asking) {
        if (all.size() >= pruneAt) {
            all.removeIf(reference -> reference.refersTo(null));
            pruneAt = Math.max(64, 2 * all.size());
        }
        all.add(new WeakReference<>(asking));
        return asking;
    }

    void begin(Lender pool) {
        own.get().begin(pool);
    }

    void end(Lender pool) {
        own.get().end(pool);
    }

    /** Whether the thread asks this pool; null where it is in none that is known. */
    synchronized @Nullable Boolean asks(Thread thread, Lender pool) {
        for (WeakReference<Asking> reference : all) {
            Asking asking = reference.get();
            if (asking != null && asking.thread == thread) {
                return asking.asks(pool);
            }
        }
        return null;
    }
}
