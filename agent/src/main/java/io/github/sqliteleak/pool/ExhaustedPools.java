package io.github.sqliteleak.pool;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Lender;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.TrackedConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Names who has the connections of a pool that has none left: when borrowing fails, and when a
 * thread waits for longer than a second. Once until one is given back.
 */
public final class ExhaustedPools {
    /** Two looks apart. */
    private static final long WAITED_NANOS = 1_000_000_000;

    /** To look at the stacks of all threads takes a while where there are many. */
    private static final long LONGEST_PAUSE_NANOS = 32_000_000_000L;

    private final ConnectionRegistry registry;
    private final Consumer<String> warnings;
    private final Map<Lender, Spell> spells = new HashMap<>();

    /** All of a pool's connections are lent. */
    private static final class Spell {
        private final IdentityHashMap<Thread, Long> waiting = new IdentityHashMap<>();
        private long pause = WAITED_NANOS / 2;
        private long next;
    }

    /**
     * @param warnings takes each warning, of several lines
     */
    public ExhaustedPools(ConnectionRegistry registry, Consumer<String> warnings) {
        this.registry = registry;
        this.warnings = warnings;
    }

    /** The calling thread could not borrow. */
    void failed(Lender lender, Throwable thrown) {
        List<TrackedConnection> lent = lent(lender);
        if (lent != null && lender.reportExhausted()) {
            warnings.accept(
                    BorrowerText.exhausted(lender, lent, Thread.currentThread(), thrown, 0));
        }
    }

    /** Looks for threads that wait. To be called twice a second, by one thread. */
    void look(List<Lender> lenders, Borrowings borrowings, long now) {
        spells.keySet().retainAll(lenders);
        for (Lender lender : lenders) {
            List<TrackedConnection> lent = lender.isClosed() ? null : lent(lender);
            if (lent == null) {
                spells.remove(lender);
            } else if (!lender.isExhaustionReported()) {
                Spell spell = spells.computeIfAbsent(lender, any -> new Spell());
                look(lender, lent, borrowings, spell, now);
            }
        }
    }

    private void look(
            Lender lender,
            List<TrackedConnection> lent,
            Borrowings borrowings,
            Spell spell,
            long now) {
        if (spell.next != 0 && now - spell.next < 0) {
            return;
        }
        IdentityHashMap<Thread, Long> before = new IdentityHashMap<>();
        spell.waiting.forEach(before::put);
        spell.waiting.clear();
        for (Thread thread : PoolWaits.waiting(lender, borrowings).keySet()) {
            long since = before.getOrDefault(thread, now);
            spell.waiting.put(thread, since);
            if (now - since >= WAITED_NANOS && lender.reportExhausted()) {
                warnings.accept(BorrowerText.exhausted(lender, lent, thread, null, now - since));
            }
        }
        boolean quiet = spell.waiting.isEmpty();
        spell.pause = quiet ? Math.min(2 * spell.pause, LONGEST_PAUSE_NANOS) : WAITED_NANOS / 2;
        spell.next = quiet ? now + spell.pause : 0;
    }

    /** The connections of a pool, when all are lent; else null. */
    private @Nullable List<TrackedConnection> lent(Lender lender) {
        List<TrackedConnection> lent = new ArrayList<>();
        for (TrackedConnection connection : registry.open()) {
            Lending lending = connection.lending();
            if (lending != null && lending.lender() == lender) {
                if (!lending.isLent()) {
                    return null;
                }
                lent.add(connection);
            }
        }
        lent.sort((one, other) -> Long.compare(one.id(), other.id()));
        return lent.isEmpty() ? null : lent;
    }
}
