package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Foreign;
import java.util.Collection;

/**
 * The threads that carry virtual ones. A virtual thread inside SQLite keeps its carrier; when all
 * of them wait for a lock, the virtual thread that has it and has left its carrier cannot go on to
 * release it.
 */
final class Carriers {
    private static final int NUMBER =
            Math.max(
                    1,
                    Integer.getInteger(
                            "jdk.virtualThreadScheduler.parallelism",
                            Runtime.getRuntime().availableProcessors()));

    private Carriers() {}

    /**
     * Whether the one that has the lock could not go on while this statement waited.
     *
     * @param open all connections
     */
    static boolean areBlocked(Collection<TrackedConnection> open, PendingWait wait) {
        if (!Foreign.isVirtual(wait.thread()) || !isHeldByAnother(wait)) {
            return false;
        }
        int inside = 1;
        for (TrackedConnection other : open) {
            if (other != wait.waiter && Foreign.isVirtual(other.inFlight())) {
                inside++;
            }
        }
        return inside >= NUMBER;
    }

    /** Whether a virtual thread has the lock that is not inside SQLite. */
    private static boolean isHeldByAnother(PendingWait wait) {
        for (Hold hold : wait.latest()) {
            Thread user = hold.user();
            if (user != wait.thread() && Foreign.isVirtual(user) && !hold.isInside()) {
                return true;
            }
        }
        return false;
    }
}
