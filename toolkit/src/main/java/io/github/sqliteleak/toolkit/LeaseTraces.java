package io.github.sqliteleak.toolkit;

import org.jspecify.annotations.Nullable;

/** What the calls of a lease may have left behind on its connection. */
abstract class LeaseTraces {
    private final @Nullable LeaseTraces outer;
    private volatile boolean clean;
    private volatile boolean changed;
    private volatile boolean transactional;

    /**
     * @param outer the lease that this one is a guest of; null when it is none
     */
    LeaseTraces(@Nullable LeaseTraces outer) {
        this.outer = outer;
    }

    /** Notes a call that may leave something behind on the connection. */
    void calls(
            boolean onConnection, String method, Object @Nullable [] args, @Nullable String sql) {
        if (sql == null
                ? onConnection && ConnectionState.isTransactional(method)
                : !ConnectionState.isOnRows(sql)) {
            transactional = true;
        }
        if (!changed && ConnectionState.isChangedBy(onConnection, method, args, sql)) {
            for (LeaseTraces at = this; at != null; at = at.outer) {
                at.changed = true;
            }
        }
    }

    /** Whether something was run that could have left a transaction open. */
    boolean mayBeInTransaction() {
        return transactional;
    }

    /** Whether the borrower may have left something behind on the connection. */
    boolean isChanged() {
        return changed;
    }

    /** Says that no transaction is open, which saves asking SQLite. */
    void markClean() {
        clean = true;
    }

    boolean isClean() {
        return clean;
    }
}
