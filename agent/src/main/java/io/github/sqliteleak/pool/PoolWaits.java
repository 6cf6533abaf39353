package io.github.sqliteleak.pool;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Lender;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Foreign;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The threads that wait at this moment for a pool that has nothing left.
 *
 * @param lent its connections, all of which are lent
 * @param waiting each with its stack
 */
public record PoolWaits(
        Lender pool, List<TrackedConnection> lent, Map<Thread, StackTraceElement[]> waiting) {

    /** Looks at threads only where a pool has nothing left, and stops one at a time. */
    static List<PoolWaits> now(
            ConnectionRegistry registry, List<Lender> lenders, Borrowings borrowings) {
        List<PoolWaits> waits = new ArrayList<>();
        Map<Lender, List<TrackedConnection>> lent = allLent(registry);
        for (Lender lender : lenders) {
            List<TrackedConnection> all = lent.get(lender);
            if (all != null && !lender.isClosed()) {
                IdentityHashMap<Thread, StackTraceElement[]> waiting = waiting(lender, borrowings);
                if (!waiting.isEmpty()) {
                    waits.add(new PoolWaits(lender, all, waiting));
                }
            }
        }
        return waits;
    }

    private static Map<Lender, List<TrackedConnection>> allLent(ConnectionRegistry registry) {
        Map<Lender, List<TrackedConnection>> lent = new LinkedHashMap<>();
        List<Lender> withOthers = new ArrayList<>();
        for (TrackedConnection connection : registry.open()) {
            Lending lending = connection.lending();
            Lender lender = lending == null ? null : lending.lender();
            if (lending != null && lender != null) {
                if (lending.isLent()) {
                    lent.computeIfAbsent(lender, any -> new ArrayList<>()).add(connection);
                } else if (!withOthers.contains(lender)) {
                    withOthers.add(lender);
                }
            }
        }
        lent.keySet().removeAll(withOthers);
        return lent;
    }

    static IdentityHashMap<Thread, StackTraceElement[]> waiting(
            Lender lender, Borrowings borrowings) {
        // By identity: a thread of the application's may have a hashCode of its own.
        IdentityHashMap<Thread, StackTraceElement[]> waiting = new IdentityHashMap<>();
        for (Thread thread : Foreign.threads()) {
            if (Foreign.state(thread) != Thread.State.RUNNABLE) {
                StackTraceElement[] stack = Foreign.stack(thread);
                if (waitsFor(lender, stack)
                        && !Boolean.FALSE.equals(borrowings.asks(thread, lender))) {
                    waiting.put(thread, stack);
                }
            }
        }
        return waiting;
    }

    private static boolean waitsFor(Lender lender, StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getMethodName().equals("getConnection")
                    && lender.isOf(frame.getClassName())) {
                return true;
            }
        }
        return false;
    }
}
