package io.github.sqliteleak.toolkit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A statement in a borrower's hands. Being closed, it may go back to its connection to be used
 * again, so nothing may reach it through the old handle any more.
 */
final class OpenStatement {
    // After any other call the statement is not the one that was prepared.
    private static final Set<String> LEAVE_NOTHING =
            Set.of(
                    "execute",
                    "executeQuery",
                    "executeUpdate",
                    "executeLargeUpdate",
                    "clearParameters",
                    "getResultSet",
                    "getUpdateCount",
                    "getLargeUpdateCount",
                    "getMoreResults",
                    "getMetaData",
                    "isClosed",
                    "getConnection");

    private final Statement target;
    private final @Nullable KeptConnection owner;
    private final @Nullable String sql;
    private final boolean mayInsert;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean spoiled;
    private volatile @Nullable ResultSet rows;

    private OpenStatement(Statement target, @Nullable KeptConnection owner, @Nullable String sql) {
        this.target = target;
        this.owner = owner;
        this.sql = sql;
        this.mayInsert = sql != null && "iIrRwW".indexOf(sql.charAt(0)) >= 0;
    }

    /** One that is closed for good. */
    static OpenStatement of(Statement target) {
        return new OpenStatement(target, null, null);
    }

    /** One that goes back to its connection. */
    static OpenStatement reusable(PreparedStatement target, KeptConnection owner, String sql) {
        return new OpenStatement(target, owner, sql);
    }

    boolean isClosed() {
        return closed.get();
    }

    void checkOpen() throws SQLException {
        if (closed.get()) {
            throw new SQLException("This statement is closed.");
        }
    }

    /** Before a call. */
    void calls(String method, Object @Nullable [] args) {
        if (owner != null && !spoiled && !leavesNothing(method, args)) {
            spoiled = true;
        }
    }

    /** After a call. */
    void called(String method) {
        if (mayInsert && owner != null && method.startsWith("execute")) {
            owner.hasInserted((PreparedStatement) target);
        }
    }

    /** After a call that has returned rows. */
    void returned(ResultSet result) {
        rows = result;
    }

    void failed() {
        spoiled = true;
    }

    void cancel() throws SQLException {
        spoiled = true;
        target.cancel();
    }

    /** The second time nothing happens. */
    void close() throws SQLException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (owner == null || sql == null || spoiled) {
            target.close();
            return;
        }
        PreparedStatement statement = (PreparedStatement) target;
        try {
            ResultSet open = rows;
            if (open != null) {
                open.close();
            }
            statement.clearParameters();
        } catch (SQLException e) {
            target.close();
            return;
        }
        owner.giveBack(sql, statement);
    }

    /** Parameters are cleared; what else begins with "set" stays. */
    private static boolean leavesNothing(String method, Object @Nullable [] args) {
        if (args == null || args.length == 0) {
            return LEAVE_NOTHING.contains(method);
        }
        return args.length > 1 && args[0] instanceof Integer && method.startsWith("set");
    }
}
