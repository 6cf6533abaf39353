package io.github.sqliteleak.moment;

import io.github.sqliteleak.waits.LockHolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is open in a JVM at one moment, and who waits for whom.
 *
 * @param tookMillis how long the look took, during which the JVM went on
 * @param connections by id
 * @param waits for locks, the longest first
 * @param pools that have nothing left while threads wait for them
 * @param threads that have a connection or wait for one, and those they wait for, each once
 * @param deadlocks waits that none of the threads in them can end
 */
public record Moment(
        Instant at,
        long tookMillis,
        List<OpenConnection> connections,
        List<Waiter> waits,
        List<PoolWait> pools,
        List<OpenDatabase> databases,
        List<HolderThread> threads,
        List<Deadlock> deadlocks) {

    /** The same with the worst of its connections only, the worst first. */
    public Moment worst(int most) {
        List<OpenConnection> worst = Harm.sorted(connections, waits);
        List<OpenConnection> some = List.copyOf(worst.subList(0, Math.min(most, worst.size())));
        return new Moment(at, tookMillis, some, waits, pools, databases, List.of(), deadlocks);
    }

    /** How many connections there are, those that {@link #worst} and {@link #page} left out too. */
    public int open() {
        int open = databases.stream().mapToInt(OpenDatabase::open).sum();
        return Math.max(open, connections.size());
    }

    /**
     * What a page shows: the worst of its connections, and all that somebody waits for or that
     * wait, with the threads that have them.
     */
    public Moment page(int most) {
        Set<Long> involved = new HashSet<>();
        for (Waiter wait : waits) {
            involved.add(wait.connectionId());
            for (LockHolder holder : wait.holders()) {
                involved.add(holder.connectionId() == null ? -1L : holder.connectionId());
            }
        }
        pools.forEach(pool -> involved.addAll(pool.lent()));
        deadlocks.forEach(deadlock -> involved.addAll(deadlock.connectionIds()));
        List<OpenConnection> some = new ArrayList<>();
        Set<Long> known = new HashSet<>();
        for (OpenConnection open : Harm.sorted(connections, waits)) {
            if (some.size() < most || involved.contains(open.id())) {
                some.add(open);
                HolderThread holder = open.holder();
                known.add(holder == null ? -1L : holder.id());
            }
        }
        waits.forEach(wait -> known.add(wait.threadId() == null ? -1L : wait.threadId()));
        pools.forEach(pool -> known.addAll(pool.waitingThreads()));
        List<HolderThread> seen = new ArrayList<>(threads);
        seen.removeIf(thread -> !known.contains(thread.id()));
        return new Moment(at, tookMillis, some, waits, pools, databases, seen, deadlocks);
    }
}
