package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.CallStack;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.SqlMask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notes each statement that failed with SQLITE_BUSY or SQLITE_LOCKED, with who held the lock at
 * that moment. Waits that end well are not seen: that needs a busy handler of the agent's own.
 */
public final class LockWatch {
    private static final int SITES = 500;

    /** What fails on the same connection this soon after is not looked into again. */
    private static final long REPEAT_NANOS = 5_000_000;

    private final HolderSearch holders;
    private final int stackDepth;
    private final Map<LockSite, LockSite> sites = new LinkedHashMap<>();
    private @Nullable Latest latest;
    private @Nullable LockSite latestSite;
    private volatile @Nullable Consumer<LockFailure> observer;

    /** The failure that was looked into last. */
    private record Latest(TrackedConnection waiter, int code, long nanos) {}

    /**
     * @param stackDepth the most frames of a stack to look at
     */
    public LockWatch(ConnectionRegistry registry, int stackDepth) {
        this.holders = new HolderSearch(registry, stackDepth);
        this.stackDepth = stackDepth;
    }

    /** True when this result code, primary or extended, tells of a lock. */
    public static boolean isLockFailure(int code) {
        int primary = code & 0xFF;
        return primary == ResultCodes.BUSY || primary == ResultCodes.LOCKED;
    }

    /** Tells this observer of each failure, in the thread that met it. */
    public void observe(Consumer<LockFailure> newObserver) {
        observer = newObserver;
    }

    /**
     * A statement has failed because of a lock.
     *
     * @param sql the statement, null when not known
     * @param code extended where it is known, else primary
     * @param here its stack is that of the failure
     */
    public void failed(TrackedConnection waiter, @Nullable String sql, int code, Throwable here) {
        long now = System.nanoTime();
        long waitedMillis = Math.max(0, (now - waiter.lastUseNanos()) / 1_000_000);
        if (isRepeat(waiter, code, now, waitedMillis)) {
            return;
        }
        DatabaseFile database = DatabaseFile.of(waiter.file(), waiter.flags());
        LockFailure failure =
                new LockFailure(
                        waiter.id(),
                        database.display(),
                        CallStack.of(here, stackDepth).site(),
                        sql == null ? null : SqlMask.mask(sql),
                        ResultCodes.name(code),
                        waitedMillis,
                        holders.find(waiter, database));
        add(failure, new Latest(waiter, code, now));
        Consumer<LockFailure> told = observer;
        if (told != null) {
            told.accept(failure);
        }
    }

    /**
     * A program that tries again and again at once is not to be slowed down: it is only counted.
     */
    private boolean isRepeat(TrackedConnection waiter, int code, long now, long waitedMillis) {
        synchronized (sites) {
            if (latest == null
                    || latestSite == null
                    || latest.waiter() != waiter
                    || latest.code() != code
                    || now - latest.nanos() > REPEAT_NANOS) {
                return false;
            }
            latestSite.repeat(waitedMillis);
            return true;
        }
    }

    private void add(LockFailure failure, Latest now) {
        LockSite site = new LockSite(failure);
        synchronized (sites) {
            LockSite known = sites.get(site);
            if (known == null && sites.size() < SITES) {
                known = site;
                sites.put(site, site);
            }
            if (known != null) {
                known.add(failure);
            }
            latest = now;
            latestSite = known;
        }
    }

    /**
     * The failures up to now, gathered by who waited where for whom, in the order of their first
     * ones.
     */
    public List<LockSite> sites() {
        synchronized (sites) {
            return new ArrayList<>(sites.values());
        }
    }
}
