package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Watches that the transaction around a piece of work goes on. Statements that would end it are
 * refused by their text; but it also ends by itself, by a conflict clause or RAISE of ROLLBACK, a
 * full disk or an interrupt, and every statement after that would be committed at once, for good.
 * So SQLite is asked after each failure, and nothing runs any more when the transaction is gone.
 */
final class TransactionScope {
    private static final String STILL_INSIDE = "within a transaction";

    private final Connection target;
    // A call that returned has not ended the transaction, unless its text is hard to read.
    private volatile boolean doubtful;
    private volatile @Nullable SQLException ended;

    /**
     * @param target the driver's connection, in a transaction
     */
    TransactionScope(Connection target) {
        this.target = target;
    }

    /** Before a call. */
    void check(String method, Object @Nullable [] args) throws SQLException {
        checkGoesOn();
        TransactionRules.check(method, args);
        String sql = TransactionRules.sql(method, args);
        if (sql != null && !doubtful) {
            doubtful = TransactionControl.isDoubtful(sql);
        }
    }

    /** After a call that has returned. */
    void returned(String method) throws SQLException {
        if (method.equals("unwrap")) {
            doubtful = true;
        } else if (doubtful) {
            askSqlite(null);
            checkGoesOn();
        }
    }

    /** After a call that has thrown; what it threw is for the caller. */
    void failed(Throwable reason) {
        askSqlite(reason);
    }

    /**
     * Fails when the transaction is gone.
     *
     * @throws SQLException with the failure that ended it as its cause
     */
    void checkGoesOn() throws SQLException {
        SQLException reason = ended;
        if (reason != null) {
            throw ended(reason.getCause());
        }
    }

    static SQLException ended(@Nullable Throwable cause) {
        return new SQLException(
                String.format(
                        Locale.ROOT,
                        "The transaction around this work has ended before the work: %s. Nothing"
                                + " more is written; let the exception out, and begin anew.",
                        cause == null
                                ? "something in it has committed or rolled back"
                                : "SQLite ended it when this failed: " + cause.getMessage()),
                cause);
    }

    /**
     * There is no question for it in the driver, so it is asked for what it only refuses in a
     * transaction.
     */
    private void askSqlite(@Nullable Throwable reason) {
        if (ended != null) {
            return;
        }
        try (Statement statement = target.createStatement()) {
            statement.execute("BEGIN");
            ended = ended(reason);
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            if (ended == null && !String.valueOf(e.getMessage()).contains(STILL_INSIDE)) {
                // Not even that can be asked any more, as of a closed connection.
                doubtful = true;
            }
        }
    }
}
