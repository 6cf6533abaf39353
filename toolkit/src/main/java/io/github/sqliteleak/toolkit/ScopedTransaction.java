package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Begins, commits or rolls back around a piece of work. By SQL and not by {@code
 * setAutoCommit(false)} and {@code commit()}: the driver's commit begins the next transaction at
 * once, and when that one meets a lock the commit looks as if it had failed.
 */
final class ScopedTransaction {
    /** Runs a statement of the toolkit's own. */
    @FunctionalInterface
    private interface Control {
        void run(String sql) throws SQLException;
    }

    private static final String BEGIN_IMMEDIATE = "BEGIN IMMEDIATE";
    private static final String BEGIN_DEFERRED = "BEGIN DEFERRED";

    private ScopedTransaction() {}

    /** On any connection, one of the toolkit's or not. */
    static <T extends @Nullable Object, E extends Exception> T run(
            Connection connection, TransactionMode mode, TransactionWork<T, E> work)
            throws SQLException, E {
        Lease lease = Guard.leaseOf(connection);
        if (lease != null && lease.kept() != null) {
            return run(lease, mode, work);
        }
        Control control = sql -> Sql.execute(connection, sql);
        return run(control, () -> Lease.guest(connection), mode, work);
    }

    /** On a connection of the toolkit's, where these statements are prepared already. */
    static <T extends @Nullable Object, E extends Exception> T run(
            Lease lease, TransactionMode mode, TransactionWork<T, E> work) throws SQLException, E {
        // Otherwise the driver asks SQLite before each statement whether it is in a transaction.
        Driver.setAutoCommitFlag(lease.target(), false);
        try {
            return run(lease::control, lease::guest, mode, work);
        } finally {
            Driver.setAutoCommitFlag(lease.target(), true);
        }
    }

    private static <T extends @Nullable Object, E extends Exception> T run(
            Control control,
            Supplier<Lease> guests,
            TransactionMode mode,
            TransactionWork<T, E> work)
            throws SQLException, E {
        control.run(mode == TransactionMode.IMMEDIATE ? BEGIN_IMMEDIATE : BEGIN_DEFERRED);
        try {
            T result = runGuarded(guests.get(), work);
            commit(control);
            return result;
        } catch (Throwable t) {
            rollback(control, t);
            throw t;
        }
    }

    /** The work gets a connection of its own that cannot end the transaction. */
    private static <T extends @Nullable Object, E extends Exception> T runGuarded(
            Lease guest, TransactionWork<T, E> work) throws SQLException, E {
        try {
            T result = work.run(guest.handle());
            TransactionScope scope = guest.scope();
            if (scope != null) {
                scope.checkGoesOn();
            }
            return result;
        } finally {
            guest.end();
        }
    }

    private static void commit(Control control) throws SQLException {
        try {
            control.run("COMMIT");
        } catch (SQLException e) {
            throw Sql.isNoTransaction(e) ? TransactionScope.ended(null) : e;
        }
    }

    /** A transaction that is not there or already gone is no error. */
    private static void rollback(Control control, Throwable reason) {
        try {
            control.run("ROLLBACK");
        } catch (SQLException e) {
            if (!Sql.isNoTransaction(e)) {
                reason.addSuppressed(e);
            }
        }
    }
}
