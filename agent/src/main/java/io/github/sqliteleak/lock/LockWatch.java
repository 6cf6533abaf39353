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

    private final HolderSearch holders;
    private final int stackDepth;
    private final Map<LockSite, LockSite> sites = new LinkedHashMap<>();
    private volatile @Nullable Consumer<LockFailure> observer;

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
        long waited = System.nanoTime() - waiter.lastUseNanos();
        DatabaseFile database = DatabaseFile.of(waiter.file(), waiter.flags());
        LockFailure failure =
                new LockFailure(
                        waiter.id(),
                        database.display(),
                        CallStack.of(here, stackDepth).site(),
                        sql == null ? null : SqlMask.mask(sql),
                        ResultCodes.name(code),
                        Math.max(0, waited / 1_000_000),
                        holders.find(waiter, database));
        add(failure);
        Consumer<LockFailure> told = observer;
        if (told != null) {
            told.accept(failure);
        }
    }

    private void add(LockFailure failure) {
        LockSite site = new LockSite(failure);
        synchronized (sites) {
            LockSite known = sites.get(site);
            if (known != null) {
                known.add(failure);
            } else if (sites.size() < SITES) {
                site.add(failure);
                sites.put(site, site);
            }
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
