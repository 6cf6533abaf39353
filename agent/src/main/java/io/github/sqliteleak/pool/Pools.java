package io.github.sqliteleak.pool;

import io.github.sqliteleak.registry.ClosingPool;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Lender;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.TrackedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes who borrows connections from pools and gives them back. Safe for any number of threads. */
public final class Pools {
    /** A thread may be on its way from the opening to the return. */
    private static final long GRACE_NANOS = 100_000_000;

    private final ConnectionRegistry registry;
    private final Lenders lenders = new Lenders();
    private final ForeignWrappers foreign;
    private final Physical physical = new Physical();
    private final Borrowings borrowings = new Borrowings();
    private final WrapperWeaving weaving;
    private final ExhaustedPools exhausted;
    private volatile long wovenNanos;

    /**
     * @param exhausted takes pools that have nothing to lend
     */
    public Pools(ConnectionRegistry registry, WrapperWeaving weaving, ExhaustedPools exhausted) {
        this.registry = registry;
        this.foreign = new ForeignWrappers(registry);
        this.weaving = weaving;
        this.exhausted = exhausted;
    }

    /** A method that lends begins. */
    public void borrowing(Object from) {
        Lender lender = lenders.seen(from);
        if (lender != null) {
            borrowings.begin(lender);
        }
    }

    /** It has thrown, or what it returned is no connection in a wrapper. */
    public void borrowingEnds(Object from) {
        Lender lender = lenders.seen(from);
        if (lender != null) {
            borrowings.end(lender);
        }
    }

    /**
     * A method that began has returned a connection.
     *
     * @param lent what it returned
     * @param from the object whose method it is
     */
    public void borrowed(Connection lent, Object from) {
        Lender lender = lenders.seen(from);
        if (lender != null) {
            borrowings.end(lender);
        }
        if ((lender != null || !lenders.isForeign(from)) && physical.isWrapper(lent)) {
            take(lent, from);
        }
    }

    /** As {@link #borrowed}, of a method that lends the driver's own connection perhaps. */
    public void lent(Object lent, Object from) {
        if (!lenders.isForeign(from)) {
            take(lent, from);
        }
    }

    private void take(Object lent, Object from) {
        TrackedConnection connection = physical.of(lent);
        if (connection == null) {
            foreign.add(lent);
            lenders.addForeign(from);
            return;
        }
        Lending lending = connection.lendingOrNew();
        Lender before = lending.lender();
        if (before != null && before.isFor(from)) {
            lendAgain(lending, before, lent);
        } else {
            lend(connection, lending, before, lent, from);
        }
    }

    /** What the registry knows of the connection in a wrapper; null for another database's. */
    private @Nullable TrackedConnection behind(Object wrapper) {
        if (foreign.include(wrapper)) {
            return null;
        }
        TrackedConnection connection = physical.ofLent(wrapper);
        if (connection == null) {
            foreign.add(wrapper);
        }
        return connection;
    }

    private void lendAgain(Lending lending, Lender lender, Object lent) {
        if (lender.isForgetting()) {
            lend(lending, 0);
            return;
        }
        int wrapper = System.identityHashCode(lent);
        if (!lending.isLent() || lending.wrapper() != wrapper) {
            if (!lender.isKeeping()) {
                lender.markKeeping();
            }
            seeClosing(lender, lent);
            lend(lending, wrapper);
        }
    }

    /** The first time, or by a pool around the pool. */
    private void lend(
            TrackedConnection connection,
            Lending lending,
            @Nullable Lender before,
            Object lent,
            Object from) {
        int wrapper = System.identityHashCode(lent);
        boolean same = lending.isLent() && lending.wrapper() == wrapper;
        if (lending.isLent() && !same && before != null) {
            return;
        }
        Lender lender = lenders.of(from);
        if (lender == null) {
            return;
        }
        seeClosing(lender, lent);
        if (connection.openedNanos() - wovenNanos < 0 && !lender.isKeeping()) {
            // Calls that had begun by then are not seen, so this one lends what was there.
            lender.markKeeping();
        }
        if (before == null || (lender.isPlain() && !before.isPlain())) {
            lending.lender(lender);
        } else if (same && lender != before) {
            before.within(lender);
        }
        if (!same) {
            lend(lending, lender.isForgetting() ? 0 : wrapper);
        }
    }

    private void seeClosing(Lender lender, Object lent) {
        Class<?> type = lent.getClass();
        if (!lender.wrapsIn(type)) {
            foreign.remove(lent);
            weaving.weave(lent);
            lender.wrapsNowIn(type);
        }
    }

    /** Nothing could be borrowed. */
    public void failed(Throwable thrown, Object from) {
        Lender lender = lenders.seen(from);
        if (lender != null && thrown instanceof SQLException) {
            exhausted.failed(lender, thrown);
        }
    }

    /** A wrapper is there that a pool makes for each borrower. */
    public void made(Object wrapper) {
        TrackedConnection connection = behind(wrapper);
        if (connection != null) {
            foreign.remove(wrapper);
            Lending lending = connection.lendingOrNew();
            if (lending.lender() == null) {
                lend(lending, System.identityHashCode(wrapper));
            }
        }
    }

    private void lend(Lending lending, int wrapper) {
        lending.lend(wrapper);
        lending.record(registry.borrowed());
    }

    /**
     * What was lent is about to be given back.
     *
     * @return the connection behind it; null when none is known
     */
    public @Nullable TrackedConnection givingBack(Object lent) {
        TrackedConnection connection = behind(lent);
        if (connection == null) {
            return null;
        }
        Lending lending = connection.lendingOrNew();
        Lender pool = lending.lender();
        if (pool != null && pool.isClosed() && ClosingPool.isOnStack(pool)) {
            return connection;
        }
        int wrapper = lending.wrapper();
        if (wrapper == 0 || !lending.isLent() || wrapper == System.identityHashCode(lent)) {
            lending.giveBack(connection);
            if (pool != null && pool.isExhaustionReported()) {
                pool.forgetExhaustion();
            }
        }
        return connection;
    }

    /** The object is about to be closed. */
    public void closing(Object pool) {
        Lender lender = lenders.seen(pool);
        if (lender != null) {
            lender.markClosed();
        }
    }

    /** From now on it is seen what is borrowed. */
    public void woven() {
        wovenNanos = System.nanoTime() | 1;
    }

    /**
     * Whether it was opened by whoever borrowed it, in a call that had begun before calls were
     * seen. Its return was not.
     *
     * @param called the frame of its opening stack that was called of the pool; null for none
     */
    public boolean mayHaveMissed(TrackedConnection connection, @Nullable String called) {
        long woven = wovenNanos;
        return (woven == 0 || connection.openedNanos() - woven < GRACE_NANOS)
                && called != null
                && BorrowingCalls.isOne(called);
    }

    /** Whether the pools of this name are closed; null when only some are, or none is known. */
    public @Nullable Boolean areClosed(String name) {
        return lenders.areClosed(name);
    }

    /** The threads that wait at this moment for a pool that has nothing left. */
    public List<PoolWaits> waits(ConnectionRegistry registry) {
        return PoolWaits.now(registry, lenders.all(), borrowings);
    }

    /** Looks for threads that wait for a connection. To be called twice a second. */
    public void look() {
        exhausted.look(lenders.all(), borrowings, System.nanoTime());
    }
}
