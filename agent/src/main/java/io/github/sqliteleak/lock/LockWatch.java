package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.BusyState;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.OngoingWait;
import io.github.sqliteleak.registry.RunningCopy;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.waits.LockCause;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Follows each wait for a lock, from SQLite's first call of the busy handler to the end of the
 * statement, and notes each statement that failed with SQLITE_BUSY or SQLITE_LOCKED; each with who
 * held the lock.
 */
public final class LockWatch {
    /**
     * From this attempt on, some milliseconds after the first, holders are looked for more closely.
     * That takes longer, and most waits have ended by then.
     */
    private static final int LONG = 3;

    /** When a statement began is known to this many nanoseconds; what is shorter is no wait. */
    private static final long USE_NANOS = 50_000_000;

    private final ConnectionRegistry registry;
    private final HolderSearch holders;
    private final RepeatedSearch repeated;
    private final CopySearch copies;
    private final WaitEnds ends;
    private final int stackDepth;
    private volatile boolean off;

    /**
     * @param stackDepth the most frames of a stack to look at
     * @param sqlInReports makes a statement fit to be shown
     */
    public LockWatch(
            ConnectionRegistry registry,
            int stackDepth,
            UnaryOperator<@Nullable String> sqlInReports) {
        this.registry = registry;
        this.holders = new HolderSearch(registry);
        this.repeated = new RepeatedSearch(holders);
        this.stackDepth = stackDepth;
        this.copies = new CopySearch(holders, stackDepth);
        this.ends = new WaitEnds(registry, stackDepth, sqlInReports);
    }

    /** The connections that may be waiting. */
    Collection<TrackedConnection> open() {
        return registry.open();
    }

    /** This observer hears of each wait and failure. */
    public void observe(LockObserver newObserver) {
        ends.observe(newObserver);
    }

    /** From now on no wait is followed that begins. */
    public void turnOff() {
        off = true;
    }

    /** The waits and failures up to now. */
    public LockSites sites() {
        return ends.finished();
    }

    /** The waits that go on at this moment; looks for who holds each lock, in this thread. */
    public List<WaitNow> now() {
        List<WaitNow> now = WaitNow.all(registry, holders);
        now.addAll(presumed());
        return now;
    }

    /** Of {@link #now} those that are not seen themselves. */
    public List<WaitNow> presumed() {
        return SilentWaits.find(registry, holders);
    }

    /** How many waits there were up to now, failures included. */
    public long waits() {
        return ends.sites().waits();
    }

    /** How many waits failed. */
    public long timeouts() {
        return ends.sites().timeouts();
    }

    /**
     * SQLite calls the busy handler of a connection. Never throws, takes no lock and runs no SQL:
     * the driver's monitor is held.
     *
     * @param busyTimeoutMillis 0 for none
     * @param last whether SQLite is not to try again after this
     * @return the wait that goes on; null when it cannot be followed
     */
    @Nullable PendingWait waiting(
            @Nullable TrackedConnection waiter, int busyTimeoutMillis, long now, boolean last) {
        if (waiter == null || off) {
            return null;
        }
        try {
            PendingWait wait;
            if (waiter.pendingWait() instanceof PendingWait pending) {
                wait = pending;
            } else {
                wait = begin(waiter, busyTimeoutMillis, now);
                waiter.pendingWait(wait);
            }
            boolean closer = last || wait.retries() >= LONG;
            // At the end the holder has to be the right one: who was seen may be about to end.
            if (last || !wait.isStillHeld(now)) {
                wait.found(holders.find(waiter, wait.operation, closer), now);
            }
            if (closer) {
                // There is time for it now.
                wait.markHere();
                wait.site(stackDepth);
                wait.holders();
            }
            return wait;
        } catch (Throwable t) {
            Guard.caught(t);
            return null;
        }
    }

    private PendingWait begin(TrackedConnection waiter, int busyTimeoutMillis, long now) {
        PendingWait wait = new PendingWait(waiter, busyTimeoutMillis, now, waiter.runningSql());
        wait.record = ends.begins();
        return wait;
    }

    /** The busy handler is about to answer. Never throws. */
    void waited(@Nullable PendingWait wait, long now, boolean triesAgain) {
        if (wait == null) {
            return;
        }
        try {
            wait.waited(now, triesAgain);
            WaitRecord record = wait.record;
            if (record != null) {
                record.goesOn();
            }
        } catch (Throwable t) {
            Guard.caught(t);
        }
    }

    /**
     * A statement has ended, in which SQLite may have waited.
     *
     * @param pending what the connection had pending
     */
    public void ended(OngoingWait pending) {
        if (pending instanceof PendingWait wait) {
            ends.ended(wait, wait.retries() >= LONG);
        }
    }

    /** A checkpoint could not do all its work, and SQLite has not waited for the holders. */
    public void checkpointBusy(TrackedConnection waiter, String sql) {
        failed(waiter, null, sql, ResultCodes.BUSY);
    }

    /** A copy of a whole database has failed because of a lock on one of the two. */
    public void copyFailed(
            TrackedConnection waiter, RunningCopy copy, @Nullable OngoingWait pending, int code) {
        ends.end(copies.find(waiter, copy, pending, null), code);
    }

    /** The driver says that a copy was made, and nothing was written. */
    public void copiedNothing(
            TrackedConnection waiter, RunningCopy copy, @Nullable OngoingWait pending) {
        long taken = System.nanoTime() - copy.beganNanos();
        if (taken > USE_NANOS || OwnLocks.find(waiter) != null) {
            ends.end(
                    copies.find(waiter, copy, pending, LockCause.RESTORED_NOTHING),
                    ResultCodes.BUSY);
        } else if (pending != null) {
            ended(pending);
        }
    }

    /**
     * A statement has failed because of a lock.
     *
     * @param pending what the connection had pending; null for nothing
     * @param sql the statement, null when not known
     * @param code extended where it is known, else primary
     */
    public void failed(
            TrackedConnection waiter,
            @Nullable OngoingWait pending,
            @Nullable String sql,
            int code) {
        if (pending instanceof PendingWait wait) {
            ends.end(wait, code);
            return;
        }
        long now = System.nanoTime();
        long unseen = unseenNanos(waiter, now);
        PendingWait wait = PendingWait.unseen(waiter, now - unseen, sql);
        if (unseen > 0) {
            wait.waited(now, false);
        }
        wait.markSite(stackDepth);
        if (ResultCodes.isHeldByOthers(code, SharedCache.isOf(waiter))) {
            wait.found(repeated.find(waiter, wait.operation, now), now);
        }
        ends.end(wait, code);
    }

    /**
     * How long SQLite has waited by itself, where the agent's handler was not in force: as long as
     * the statement has taken.
     */
    private static long unseenNanos(TrackedConnection waiter, long now) {
        BusyState handling = waiter.busyHandling();
        boolean unseen = handling == null || handling.waitsUnseen();
        long taken = unseen ? now - waiter.lastUseNanos() : 0;
        return taken < USE_NANOS ? 0 : taken;
    }
}
