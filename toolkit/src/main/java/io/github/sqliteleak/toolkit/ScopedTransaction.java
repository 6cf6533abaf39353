package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Begins, commits or rolls back around a piece of work. By SQL and not by {@code
 * setAutoCommit(false)} and {@code commit()}: the driver's commit begins the next transaction at
 * once, and when that one meets a lock the commit looks as if it had failed.
 */
final class ScopedTransaction {
    private ScopedTransaction() {}

    static <T extends @Nullable Object, E extends Exception> T run(
            Connection connection, TransactionMode mode, TransactionWork<T, E> work)
            throws SQLException, E {
        Sql.execute(connection, "BEGIN " + mode);
        try {
            T result = runGuarded(connection, work);
            commit(connection);
            return result;
        } catch (Throwable t) {
            Sql.rollbackQuietly(connection, t);
            throw t;
        }
    }

    /** The work gets a connection of its own that cannot end the transaction. */
    private static <T extends @Nullable Object, E extends Exception> T runGuarded(
            Connection connection, TransactionWork<T, E> work) throws SQLException, E {
        Lease guest = Lease.guest(connection);
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

    private static void commit(Connection connection) throws SQLException {
        try {
            Sql.execute(connection, "COMMIT");
        } catch (SQLException e) {
            throw Sql.isNoTransaction(e) ? TransactionScope.ended(null) : e;
        }
    }
}
