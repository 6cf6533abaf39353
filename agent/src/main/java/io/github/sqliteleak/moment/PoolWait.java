package io.github.sqliteleak.moment;

import java.util.List;

/**
 * A pool that has nothing left to lend, and whoever waits for it.
 *
 * @param pool its name
 * @param lent ids of its connections, all of which are lent
 * @param waitingThreads ids of the threads that wait
 */
public record PoolWait(String pool, List<Long> lent, List<Long> waitingThreads) {}
