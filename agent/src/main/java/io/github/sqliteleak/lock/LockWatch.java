package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.lock.HolderSearch.Findings;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.waits.Operation;
import java.lang.ref.WeakReference;
import java.util.Collection;
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

    /**
     * A program that tries again and again at once is not to be slowed down: what fails on the same
     * connection this soon after is taken to have met the same holders, as long as they are there.
     */
    private static final long REPEAT_NANOS = 5_000_000;

    /** As exactly is it known when a statement began. */
    private static final long USE_NANOS = 50_000_000;

    private final ConnectionRegistry registry;
    private final HolderSearch holders;
    private final int stackDepth;
    private final UnaryOperator<@Nullable String> sqlInReports;
    private final LockSites sites = new LockSites();
    private final ShortWaits shortWaits = new ShortWaits(wait -> add(wait, null));

    /** Weak: it refers to connections and threads, and is of use for a moment only. */
    private volatile WeakReference<Sighting> latest = new WeakReference<>(null);

    private volatile @Nullable LockObserver observer;
    private volatile boolean off;

    /** The last search for what made a statement fail at once. */
    private record Sighting(
            TrackedConnection waiter, Operation operation, long nanos, Findings found) {}

    /**
     * @param stackDepth the most frames of a stack to look at
     * @param sqlInReports makes a statement fit to be shown
     */
    public LockWatch(
            ConnectionRegistry registry,
            int stackDepth,
            UnaryOperator<@Nullable String> sqlInReports) {
        this.registry = registry;
        this.holders = new HolderSearch(registry, stackDepth);
        this.stackDepth = stackDepth;
        this.sqlInReports = sqlInReports;
    }

    /** The connections that may be waiting. */
    Collection<TrackedConnection> open() {
        return registry.open();
    }

    /** Tells this observer of each wait and failure. */
    public void observe(LockObserver newObserver) {
        observer = newObserver;
    }

    /** From now on no wait is followed that begins. */
    public void turnOff() {
        off = true;
    }

    /** The waits and failures up to now. */
    public LockSites sites() {
        shortWaits.finish();
        return sites;
    }

    /** How many waits there were up to now, failures included. */
    public long waits() {
        return sites.waits();
    }

    /**
     * SQLite calls the busy handler of a connection. Never throws, takes no lock and runs no SQL:
     * the driver's monitor is held.
     *
     * @param busyTimeoutMillis 0 for none
     * @param last whether SQLite will not be let try again
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
            if (!wait.isStillHeld(now)) {
                wait.found(holders.find(waiter, wait.operation, closer));
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
        LockObserver told = observer;
        if (told != null) {
            wait.record = told.waitBegins();
        }
        return wait;
    }

    /** The busy handler is about to answer. Never throws. */
    void waited(@Nullable PendingWait wait, long now, boolean triesAgain) {
        if (wait == null) {
            return;
        }
        try {
            wait.waited(now, triesAgain);
            WaitRecord told = wait.record;
            if (told != null) {
                told.goesOn();
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
    public void ended(Object pending) {
        if (pending instanceof PendingWait wait) {
            // A checkpoint that had to give up ends well, with a row that says so.
            if (wait.gaveUp() || wait.retries() >= LONG || isWanted(wait)) {
                end(wait, wait.gaveUp() ? ResultCodes.BUSY : null);
            } else {
                wait.ended(System.currentTimeMillis());
                sites.count(false);
                if (shortWaits.hasRoom()) {
                    wait.markHere();
                    shortWaits.add(wait);
                }
            }
        }
    }

    /** True when SQLite gave this wait up. */
    public static boolean gaveUp(@Nullable Object pending) {
        return pending instanceof PendingWait wait && wait.gaveUp();
    }

    /** A checkpoint could not do all its work, and SQLite has not waited for those in its way. */
    public void checkpointBusy(TrackedConnection waiter, String sql) {
        failed(waiter, null, sql, ResultCodes.BUSY);
    }

    /**
     * A statement has failed because of a lock.
     *
     * @param pending what the connection had pending; null for nothing
     * @param sql the statement, null when not known
     * @param code extended where it is known, else primary
     */
    public void failed(
            TrackedConnection waiter, @Nullable Object pending, @Nullable String sql, int code) {
        if (pending instanceof PendingWait wait) {
            end(wait, code);
            return;
        }
        long now = System.nanoTime();
        long unseen = unseenNanos(waiter, now);
        PendingWait wait = new PendingWait(waiter, timeout(waiter), now - unseen, sql);
        if (unseen > 0) {
            wait.waited(now, false);
        }
        wait.markSite(stackDepth);
        if (ResultCodes.isHeldByOthers(code, SharedCache.isOf(waiter))) {
            wait.found(search(waiter, wait.operation, now));
        }
        end(wait, code);
    }

    private Findings search(TrackedConnection waiter, Operation operation, long now) {
        if (waiter.hasAttached()) {
            // The next time it may wait for another one of its databases.
            return holders.findNow(waiter, operation);
        }
        Sighting last = latest.get();
        if (last != null
                && last.waiter() == waiter
                && last.operation() == operation
                && now - last.nanos() < REPEAT_NANOS
                && last.found().holds().stream().allMatch(hold -> hold.mayBeThere(now))) {
            return last.found();
        }
        Findings found = holders.findNow(waiter, operation);
        latest = new WeakReference<>(new Sighting(waiter, operation, now, found));
        return found;
    }

    /**
     * How long SQLite has waited by itself, where the agent's handler was not in force: as long as
     * the statement has taken.
     */
    private static long unseenNanos(TrackedConnection waiter, long now) {
        Object handling = waiter.busyHandling();
        boolean unseen =
                handling == null || (handling instanceof BusyHandling known && known.waitsUnseen());
        long taken = unseen ? now - waiter.lastUseNanos() : 0;
        return taken < USE_NANOS ? 0 : taken;
    }

    private static int timeout(TrackedConnection waiter) {
        return waiter.busyHandling() instanceof BusyHandling handling
                ? handling.timeoutMillis()
                : 0;
    }

    private boolean isWanted(PendingWait wait) {
        WaitRecord told = wait.record;
        return told != null && told.isWanted();
    }

    private void end(PendingWait pending, @Nullable Integer code) {
        pending.markHere();
        pending.ended(System.currentTimeMillis());
        sites.count(code != null);
        LockWait wait = add(pending, code);
        WaitRecord record = pending.record;
        if (record != null) {
            record.ended(wait);
        }
        LockObserver told = observer;
        if (told != null && wait.failed()) {
            told.failed(wait);
        }
    }

    private LockWait add(PendingWait pending, @Nullable Integer code) {
        TrackedConnection waiter = pending.waiter;
        Diagnosis diagnosis =
                code == null ? Diagnosis.NONE : Diagnosis.of(pending, code, stackDepth);
        DatabaseFile database = pending.database();
        LockWait wait =
                new LockWait(
                        waiter.id(),
                        database == null ? null : database.display(),
                        pending.site(stackDepth),
                        pending.sql == null ? null : sqlInReports.apply(pending.sql),
                        pending.operation,
                        code == null ? null : ResultCodes.name(code),
                        pending.waitedMillis(),
                        pending.retries(),
                        pending.busyTimeoutMillis,
                        pending.holders(),
                        diagnosis.cause(),
                        diagnosis.site(),
                        diagnosis.sql() == null ? null : sqlInReports.apply(diagnosis.sql()),
                        pending.endedAtMillis());
        sites.add(wait);
        return wait;
    }
}
