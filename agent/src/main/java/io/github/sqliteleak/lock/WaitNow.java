package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wait that goes on at this moment, seen from another thread.
 *
 * @param database null when it is one of several, and which is not known
 * @param thread that waits; null when the wait has just ended
 * @param sql as it is, with what may be secret
 * @param presumed true when SQLite waits by itself, and nobody sees it but by what others hold
 */
public record WaitNow(
        TrackedConnection waiter,
        @Nullable DatabaseFile database,
        @Nullable Thread thread,
        Operation operation,
        @Nullable String sql,
        long sinceNanos,
        int busyTimeoutMillis,
        List<Holder> holders,
        boolean presumed) {

    /** Who holds the lock. */
    public static final class Holder {
        private final SeenHolder seen;

        Holder(SeenHolder seen) {
            this.seen = seen;
        }

        /**
         * With its places by the classes themselves.
         *
         * @param nowNanos when it was looked for
         */
        public LockHolder by(Blame blame, long nowNanos) {
            return WaitStacks.described(seen, blame, nowNanos);
        }
    }

    static List<WaitNow> all(ConnectionRegistry registry, HolderSearch search) {
        List<WaitNow> waits = new ArrayList<>();
        for (TrackedConnection connection : registry.open()) {
            if (connection.pendingWait() instanceof PendingWait wait) {
                HolderSearch.Findings found = search.findNow(connection, wait.operation);
                List<Holder> holders = new ArrayList<>();
                for (Hold hold : found.holds()) {
                    if (hold.isSure()) {
                        holders.add(new Holder(hold.holder()));
                    }
                }
                waits.add(
                        new WaitNow(
                                connection,
                                found.database(),
                                connection.inFlight(),
                                wait.operation,
                                wait.sql,
                                wait.startNanos,
                                wait.busyTimeoutMillis,
                                holders,
                                false));
            }
        }
        return waits;
    }
}
