package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections that a pool has closed while they were lent: no leaks, but their borrowers have not
 * given them back.
 */
final class TakenFromBorrowers {
    private static final int MOST = 10_000;

    private final Queue<TrackedConnection> taken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** It is being closed by the calling thread. */
    void closed(TrackedConnection connection) {
        Lending lending = connection.lending();
        if (lending == null || !lending.isLent()) {
            return;
        }
        Lender lender = lending.lender();
        if (lender != null && !lender.isClosed() && ClosingPool.isOnStack(lender)) {
            // Not by a method of the object that lent it.
            lender.markClosed();
        }
        boolean byPool =
                lender != null
                        && (lender.isClosed()
                                || CallStack.of(new CapturedStack(), CallStack.SITE_DEPTH)
                                        .isPoolBeforeUser());
        if (byPool && count.incrementAndGet() <= MOST) {
            lending.letGo();
            taken.add(connection);
        }
    }

    List<TrackedConnection> all() {
        return List.copyOf(taken);
    }
}
