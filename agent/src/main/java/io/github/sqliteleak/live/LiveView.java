package io.github.sqliteleak.live;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.lock.LockWatch;
import io.github.sqliteleak.lock.WaitNow;
import io.github.sqliteleak.moment.Deadlocks;
import io.github.sqliteleak.moment.HolderThread;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.moment.OpenConnection;
import io.github.sqliteleak.moment.OpenDatabase;
import io.github.sqliteleak.moment.PoolWait;
import io.github.sqliteleak.moment.Signal;
import io.github.sqliteleak.moment.Waiter;
import io.github.sqliteleak.pool.PoolWaits;
import io.github.sqliteleak.pool.Pools;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.SqlInReports;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.waits.LockHolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is open at this moment, for whoever asks. Takes no lock, runs no SQL and opens no file:
 * reads what other threads are writing, and may see it a moment late. Costs nothing until it is
 * asked.
 */
public final class LiveView {
    private static final long WAL_LIMIT = 16 * 1024 * 1024;

    private final ConnectionRegistry registry;
    private final @Nullable LockWatch locks;
    private final Pools pools;
    private final Blame blame;
    private final int stackDepth;
    private volatile SqlInReports sql;

    /**
     * @param locks null when nobody follows waits for locks
     * @param stackDepth frames of a thread's stack, 1 or more
     */
    public LiveView(
            ConnectionRegistry registry,
            @Nullable LockWatch locks,
            Pools pools,
            Blame blame,
            int stackDepth,
            SqlInReports sql) {
        this.registry = registry;
        this.locks = locks;
        this.pools = pools;
        this.blame = blame;
        this.stackDepth = stackDepth;
        this.sql = sql;
    }

    /** From now on statements are shown in this way. */
    public void show(SqlInReports newSql) {
        sql = newSql;
    }

    /** Counts over the whole life of the JVM, and of what is open now. */
    public LiveCounts counts() {
        return LiveCounts.of(registry, locks);
    }

    /** Has {@link LiveCounts#peakOpen} begin anew. */
    public void resetPeaks() {
        registry.counters().resetRecentPeak();
    }

    /**
     * A look for what has happened since the one before, for one thread that listens.
     *
     * @return looks once for each call; what is there by now is none of it
     */
    public Supplier<List<Signal>> sightings() {
        Sightings sightings = new Sightings(registry, new Sites.Maker(blame), WAL_LIMIT);
        sightings.passOver();
        return sightings::look;
    }

    /** The line that must change, of what a stack has opened or borrowed; null without one. */
    public @Nullable String line(CapturedStack stack) {
        return new Sites.Maker(blame).now().line(stack);
    }

    /** True once a connection was opened. */
    public boolean hasConnections() {
        return registry.lastId() > 0;
    }

    /** Databases with open connections, by path. */
    public List<OpenDatabase> databases() {
        return DatabaseSums.of(registry, locks == null ? List.of() : locks.presumed());
    }

    /**
     * The open connections by id.
     *
     * @param stacks whether to look at what the threads do that have them
     */
    public List<OpenConnection> connections(boolean stacks) {
        return connections(stacks ? new LiveThreads(stackDepth) : null);
    }

    private List<OpenConnection> connections(@Nullable LiveThreads threads) {
        long now = System.nanoTime();
        OpenDescriber describer = new OpenDescriber(new Sites(blame, now), threads, sql, now);
        List<OpenConnection> open = new ArrayList<>();
        for (TrackedConnection connection : registry.open()) {
            if (connection.isConnected() && connection.closedNanos() == 0) {
                open.add(describer.describe(connection));
            }
        }
        open.sort(Comparator.comparingLong(OpenConnection::id));
        return open;
    }

    /** All that is open and who waits for whom, with what the threads do. */
    public Moment moment() {
        long begun = System.nanoTime();
        Instant at = Instant.ofEpochMilli(System.currentTimeMillis());
        LiveThreads threads = new LiveThreads(stackDepth);
        List<Waiter> waiters = waiters(threads);
        List<PoolWait> pools = new ArrayList<>();
        for (PoolWaits wait : this.pools.waits(registry)) {
            List<Long> lent = new ArrayList<>();
            wait.lent().forEach(connection -> lent.add(connection.id()));
            List<Long> waiting = new ArrayList<>();
            wait.waiting().forEach((thread, stack) -> waiting.add(threads.now(thread, stack).id()));
            pools.add(new PoolWait(wait.pool().name(), lent, waiting));
        }
        List<OpenConnection> open = connections(threads);
        List<HolderThread> all = threads.all();
        return new Moment(
                at,
                (System.nanoTime() - begun) / 1_000_000,
                open,
                waiters,
                pools,
                databases(),
                all,
                Deadlocks.find(open, waiters, pools, all));
    }

    /** Who waits for a lock, the longest wait first. */
    public List<Waiter> waiters() {
        return waiters(new LiveThreads(stackDepth));
    }

    private List<Waiter> waiters(LiveThreads threads) {
        if (locks == null) {
            return List.of();
        }
        long now = System.nanoTime();
        List<Waiter> waiters = new ArrayList<>();
        for (WaitNow wait : locks.now()) {
            waiters.add(waiter(wait, threads, now));
        }
        waiters.sort(Comparator.comparingLong(Waiter::waitedMillis).reversed());
        return waiters;
    }

    private Waiter waiter(WaitNow wait, LiveThreads threads, long now) {
        List<LockHolder> holders = new ArrayList<>();
        for (WaitNow.Holder holder : wait.holders()) {
            holders.add(holder.by(blame, now));
        }
        Thread thread = wait.thread();
        StackTraceElement[] stack = thread == null ? null : Foreign.stack(thread);
        HolderThread seen = thread == null || stack == null ? null : threads.now(thread, stack);
        return new Waiter(
                wait.waiter().id(),
                wait.database() == null ? null : wait.database().display(),
                seen == null ? null : seen.name(),
                seen == null ? null : seen.id(),
                wait.operation().word(),
                sql.show(wait.sql()),
                stack == null ? null : new Sites(blame, now).here(stack),
                Math.max(0, (now - wait.sinceNanos()) / 1_000_000),
                wait.busyTimeoutMillis(),
                wait.presumed(),
                holders);
    }
}
