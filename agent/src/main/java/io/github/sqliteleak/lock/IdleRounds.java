package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Guard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks for connections that nobody uses, so that SQLite can be let wait by itself on them. What is
 * seen from outside may have changed, and a handle that looks idle may be inside a call that no
 * hook sees, such as a backup. So each is visited by a thread that may have to wait for its
 * monitor, and that nobody waits for.
 */
final class IdleRounds {
    /** More threads that wait than this are of no use to anybody. */
    private static final int MOST_THREADS = 4;

    private final Visit visit;
    private final AtomicInteger threads = new AtomicInteger();

    /** What to do with a connection that looks idle. */
    interface Visit {
        void rest(TrackedConnection connection, BusyHandling handling, long before)
                throws ReflectiveOperationException;
    }

    IdleRounds(Visit visit) {
        this.visit = visit;
    }

    /**
     * Has a thread visit those of these connections that look idle, if there are any.
     *
     * @param before as of {@link TrackedConnection#isIdleSince}
     */
    void begin(Collection<TrackedConnection> open, long before) {
        List<TrackedConnection> idle = new ArrayList<>(0);
        for (TrackedConnection connection : open) {
            if (connection.isIdleSince(before) && mayRest(connection)) {
                idle.add(connection);
            }
        }
        if (!idle.isEmpty() && threads.get() < MOST_THREADS) {
            start(new Round(idle, before));
        }
    }

    private static boolean mayRest(TrackedConnection connection) {
        return connection.busyHandling() instanceof BusyHandling handling && handling.mayRest();
    }

    private void start(Round round) {
        threads.incrementAndGet();
        boolean started = false;
        try {
            AgentThread.of("busy-handling", round).start();
            started = true;
        } finally {
            if (!started) {
                threads.decrementAndGet();
            }
        }
    }

    private final class Round implements Runnable {
        private final List<TrackedConnection> idle;
        private final long before;

        Round(List<TrackedConnection> idle, long before) {
            this.idle = idle;
            this.before = before;
        }

        @Override
        public void run() {
            try {
                for (TrackedConnection connection : idle) {
                    if (connection.busyHandling() instanceof BusyHandling handling
                            && handling.mayRest()) {
                        visit(connection, handling);
                    }
                }
            } finally {
                threads.decrementAndGet();
            }
        }

        private void visit(TrackedConnection connection, BusyHandling handling) {
            handling.visited(true);
            try {
                visit.rest(connection, handling, before);
            } catch (Throwable t) {
                Guard.caught(t);
            } finally {
                handling.visited(false);
            }
        }
    }
}
