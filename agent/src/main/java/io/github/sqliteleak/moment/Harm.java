package io.github.sqliteleak.moment;

import io.github.sqliteleak.waits.LockHolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order in which open connections are worth looking at. */
public final class Harm {
    private Harm() {}

    /**
     * Those that most others wait for first; then those that nobody can close, that hold something,
     * that are lent; and of the same kind those that have it for longest.
     */
    public static List<OpenConnection> sorted(List<OpenConnection> open, List<Waiter> waits) {
        Map<Long, Integer> waiters = new HashMap<>();
        for (Waiter wait : waits) {
            for (LockHolder holder : wait.holders()) {
                if (holder.connectionId() != null) {
                    waiters.merge(holder.connectionId(), 1, Integer::sum);
                }
            }
        }
        List<OpenConnection> sorted = new ArrayList<>(open);
        sorted.sort(
                Comparator.comparing(
                                (OpenConnection each) -> waiters.getOrDefault(each.id(), 0),
                                Comparator.reverseOrder())
                        .thenComparing(each -> !each.collected())
                        .thenComparing(each -> !each.holdsSomething())
                        .thenComparing(each -> each.lent() == null)
                        .thenComparing(OpenConnection::heldMillis, Comparator.reverseOrder()));
        return sorted;
    }
}
