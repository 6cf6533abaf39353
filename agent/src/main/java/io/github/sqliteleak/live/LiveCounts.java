package io.github.sqliteleak.live;

import io.github.sqliteleak.lock.LockWatch;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Counts;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one moment.
 *
 * @param peakOpen since the start, or since it was reset
 * @param collected of the open ones, those whose connection object is gone
 * @param lent of the open ones, those that a pool has lent
 * @param waiting for a lock, those that are presumed too
 * @param lockWaits so far; -1 when nobody counts them
 * @param lockTimeouts statements that failed on a lock so far; -1 when nobody counts them
 * @param longestTransactionMillis 0 when there is none
 * @param longestLentMillis 0 when nothing is lent
 */
public record LiveCounts(
        long opened,
        long closed,
        long excluded,
        long failedOpens,
        int open,
        int peakOpen,
        int collected,
        int lent,
        int transactions,
        int openCursors,
        int running,
        int waiting,
        long lockWaits,
        long lockTimeouts,
        long longestTransactionMillis,
        long longestLentMillis) {

    static LiveCounts of(ConnectionRegistry registry, @Nullable LockWatch locks) {
        long now = System.nanoTime();
        int open = 0;
        int collected = 0;
        int lent = 0;
        int transactions = 0;
        int cursors = 0;
        int running = 0;
        int waiting = 0;
        long longestTransaction = 0;
        long longestLent = 0;
        for (TrackedConnection connection : registry.open()) {
            if (connection.closedNanos() != 0 || !connection.isConnected()) {
                continue;
            }
            open++;
            collected += connection.isConnectionGone() ? 1 : 0;
            cursors += connection.openCursors();
            running += connection.inFlight() == null ? 0 : 1;
            waiting += connection.isWaiting() ? 1 : 0;
            OpenTransaction transaction = connection.transaction();
            if (transaction != null) {
                transactions++;
                longestTransaction =
                        Math.max(longestTransaction, millis(now, transaction.beganNanos()));
            }
            Lending lending = connection.lending();
            if (lending != null && lending.isLent()) {
                lent++;
                longestLent = Math.max(longestLent, millis(now, lending.sinceNanos()));
            }
        }
        Counts counts = registry.counters().now();
        return new LiveCounts(
                counts.opened(),
                counts.closed(),
                counts.excluded(),
                counts.failedOpens(),
                open,
                Math.max(open, registry.counters().recentPeak()),
                collected,
                lent,
                transactions,
                cursors,
                running,
                waiting + (locks == null ? 0 : locks.presumed().size()),
                locks == null ? -1 : locks.waits(),
                locks == null ? -1 : locks.timeouts(),
                longestTransaction,
                longestLent);
    }

    static long millis(long now, long since) {
        return Math.max(0, (now - since) / 1_000_000);
    }
}
