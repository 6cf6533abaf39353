package io.github.sqliteleak.exit;

import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Deadline;
import io.github.sqliteleak.system.UninterruptedWait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Closes leaked handles in daemon threads, so that one that cannot be closed holds up neither the
 * others nor the exit. A statement that another thread is running on a handle is interrupted.
 */
final class ForceCloser {
    /** What is said of one that nobody has begun to close. */
    static final String NO_TIME = "no time was left to close it";

    private static final long POLL_MILLIS = 2;
    private static final long STAY_MILLIS = 60_000;

    /** Threads that close side by side, not counting those that are stuck. */
    private static final int WORKERS = 2;

    /** Monitors that a thread takes, one within the other. */
    private static final int LOCKED_AT_MOST = 200;

    private final Queue<Closing> waiting = new ConcurrentLinkedQueue<>();
    private final List<Thread> workers = new ArrayList<>();
    private final Turn turn;

    ForceCloser(Turn turn) {
        this.turn = turn;
    }

    /**
     * Returns when each is closed or given up, at the deadline at the latest.
     *
     * @return what became of each, in the order given
     */
    List<ForceClose> close(Collection<TrackedConnection> connections, Deadline deadline) {
        List<Closing> all = new ArrayList<>(connections.size());
        for (TrackedConnection connection : connections) {
            all.add(new Closing(connection));
        }
        waiting.addAll(all);
        startWorkers(WORKERS);
        while (!look(all) && !deadline.hasPassed()) {
            UninterruptedWait.sleep(POLL_MILLIS);
        }
        List<ForceClose> results = new ArrayList<>(all.size());
        for (Closing closing : all) {
            results.add(closing.result());
        }
        return results;
    }

    /** Helps those that are stuck; true when there is nothing left to wait for. */
    private boolean look(List<Closing> all) {
        int stuck = 0;
        boolean finished = true;
        for (Closing closing : all) {
            if (closing.isStuck()) {
                stuck++;
                closing.interruptWhatIsInFlight();
            }
            finished &= closing.hasEnded() || closing.isHopeless();
        }
        startWorkers(WORKERS + stuck);
        return finished;
    }

    private void startWorkers(int wanted) {
        workers.removeIf(worker -> !worker.isAlive());
        int missing = Math.min(wanted - workers.size(), waiting.size());
        for (int i = 0; i < missing; i++) {
            AgentThread worker = AgentThread.of("close", this::work);
            workers.add(worker);
            worker.start();
        }
    }

    private void work() {
        work(0);
    }

    /** Goes on within the monitor of what has to stay locked to the end of the JVM. */
    private void work(int locked) {
        Closing next;
        while ((next = waiting.poll()) != null) {
            turn.await(next.connection());
            next.run(
                    () -> {
                        if (locked < LOCKED_AT_MOST) {
                            work(locked + 1);
                        }
                    });
        }
        while (locked > 0) {
            UninterruptedWait.sleep(STAY_MILLIS);
        }
    }
}
