package io.github.sqliteleak.moment;

import java.time.Instant;
import java.util.List;

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
}
