package io.github.sqliteleak.exit;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.exit.StackFacts.Reader;
import io.github.sqliteleak.pool.BorrowingCalls;
import io.github.sqliteleak.pool.Pools;
import io.github.sqliteleak.registry.Lender;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.Borrowing;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.tests.OpeningTest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an open connection has to do with a pool: somebody has borrowed it, it is idle there, or the
 * pool has lost it; or nothing.
 *
 * @param stack of the borrowing where there is one, else of the opening
 * @param sinceNanos when it was borrowed
 * @param borrowing null when nobody has borrowed it; its site is not looked up yet
 */
record PoolVerdict(
        LeakKind kind,
        String owner,
        CapturedStack stack,
        @Nullable OpeningTest test,
        long sinceNanos,
        @Nullable Borrowing borrowing) {

    private static final String POOL = "pool:";

    /**
     * The verdict at this moment.
     *
     * @param open what it is called when it is open and no pool is known
     */
    static PoolVerdict of(TrackedConnection leaked, LeakKind open, Pools pools, Reader stacks) {
        StackFacts opened = stacks.of(leaked.opening());
        Lending lending = leaked.lending();
        Lender lender = lending == null ? null : lending.lender();
        boolean known = lender == null || lender.isKeeping();
        String owner = lender != null && known ? POOL + lender.name() : opened.owner();
        Boolean closed = closed(lender, owner, pools);
        if (lending != null && lending.isLent() && known) {
            return borrowed(leaked, open, owner, lending, closed);
        }
        if (lending == null
                && owner.startsWith(POOL)
                && pools.mayHaveMissed(leaked, opened.poolSite())) {
            return missed(leaked, open, owner, closed);
        }
        return new PoolVerdict(
                kind(leaked, open, owner, lender, closed),
                owner,
                leaked.opening(),
                leaked.openingTest(),
                leaked.openedNanos(),
                null);
    }

    /**
     * Notes which pools keep connections: those that have one that was given back, or that have
     * lent one in another call than the one that opened it.
     *
     * @param open all that are open
     */
    static void seeKeeping(List<TrackedConnection> open) {
        for (TrackedConnection connection : open) {
            Lending lending = connection.lending();
            Lender lender = lending == null ? null : lending.lender();
            if (lending != null && lender != null && !lender.isKeeping()) {
                CapturedStack borrowed = lending.stack();
                if (!lending.isLent()
                        || borrowed == null
                        || !BorrowingCalls.areSame(lines(connection.opening()), lines(borrowed))) {
                    lender.markKeeping();
                }
            }
        }
    }

    private static List<String> lines(CapturedStack stack) {
        return CallStack.of(stack, CallStack.SITE_DEPTH).lines();
    }

    private static @Nullable Boolean closed(@Nullable Lender lender, String owner, Pools pools) {
        if (lender != null) {
            return lender.closed();
        }
        return owner.startsWith(POOL) ? pools.areClosed(owner.substring(POOL.length())) : null;
    }

    private static PoolVerdict borrowed(
            TrackedConnection leaked,
            LeakKind open,
            String owner,
            Lending lending,
            @Nullable Boolean closed) {
        CapturedStack stack = lending.stack();
        Borrowing borrowing =
                new Borrowing(
                        null,
                        instant(lending.sinceNanos()),
                        lending.threadName(),
                        lending.thread() != null,
                        closed);
        return new PoolVerdict(
                open == LeakKind.OPEN_AT_EXIT ? LeakKind.NOT_GIVEN_BACK : kind(leaked, open),
                owner,
                stack == null ? CapturedStack.NONE : stack,
                lending.test(),
                lending.sinceNanos(),
                borrowing);
    }

    /** The pool was borrowing it out when nobody looked at pools yet, in the same thread. */
    private static PoolVerdict missed(
            TrackedConnection leaked, LeakKind open, String owner, @Nullable Boolean closed) {
        Borrowing borrowing =
                new Borrowing(
                        null,
                        Instant.ofEpochMilli(leaked.openedAtMillis()),
                        leaked.threadName(),
                        leaked.thread() != null,
                        closed);
        return new PoolVerdict(
                open == LeakKind.OPEN_AT_EXIT ? LeakKind.NOT_GIVEN_BACK : kind(leaked, open),
                owner,
                leaked.opening(),
                leaked.openingTest(),
                leaked.openedNanos(),
                borrowing);
    }

    private static LeakKind kind(
            TrackedConnection leaked,
            LeakKind open,
            String owner,
            @Nullable Lender lender,
            @Nullable Boolean closed) {
        if (open != LeakKind.OPEN_AT_EXIT || !owner.startsWith(POOL)) {
            return kind(leaked, open);
        }
        boolean poolIsThere = lender == null || !lender.isGone();
        return Boolean.TRUE.equals(closed) || (leaked.isCollected() && poolIsThere)
                ? LeakKind.DROPPED_BY_POOL
                : LeakKind.POOL_NEVER_CLOSED;
    }

    private static LeakKind kind(TrackedConnection leaked, LeakKind open) {
        return leaked.isCollected() ? LeakKind.GARBAGE_COLLECTED : open;
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochMilli(
                System.currentTimeMillis() - (System.nanoTime() - nanos) / 1_000_000);
    }

    /**
     * Whether it is idle in a pool, and was opened by whoever came to borrow first.
     *
     * @param called what was called of the pool
     */
    boolean isOpenedByBorrower(String called) {
        return borrowing == null && owner.startsWith(POOL) && BorrowingCalls.isOne(called);
    }

    /** With its site. */
    @Nullable Borrowing borrowing(@Nullable String site) {
        return borrowing == null
                ? null
                : new Borrowing(
                        site,
                        borrowing.at(),
                        borrowing.thread(),
                        borrowing.threadAlive(),
                        borrowing.poolClosed());
    }
}
