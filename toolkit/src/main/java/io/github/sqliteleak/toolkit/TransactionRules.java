package io.github.sqliteleak.toolkit;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What work within a transaction may not do: end it. Otherwise half of the work would be committed,
 * and what follows would run outside any transaction.
 */
final class TransactionRules {
    static final Object ASK_DRIVER = new Object();
    private static final Set<String> TAKE_SQL =
            Set.of(
                    "execute",
                    "executeUpdate",
                    "executeLargeUpdate",
                    "executeQuery",
                    "addBatch",
                    "prepareStatement",
                    "prepareCall");

    private TransactionRules() {}

    static void check(String method, Object @Nullable [] args) throws SQLException {
        String sql = sql(method, args);
        String forbidden =
                switch (method) {
                    case "commit" -> "commit()";
                    case "rollback" -> args == null ? "rollback()" : null;
                    case "setAutoCommit" ->
                            args != null && Boolean.TRUE.equals(args[0])
                                    ? "setAutoCommit(true)"
                                    : null;
                    default -> sql == null ? null : TransactionControl.in(sql);
                };
        if (forbidden != null) {
            throw new SQLException(
                    String.format(
                            Locale.ROOT,
                            "%s is not allowed here: the transaction around this work begins and"
                                    + " ends by itself. Return to commit, throw to roll back.",
                            forbidden));
        }
    }

    /** The SQL that a call hands over, null when it hands over none. */
    static @Nullable String sql(String method, Object @Nullable [] args) {
        return args != null
                        && args.length > 0
                        && args[0] instanceof String sql
                        && TAKE_SQL.contains(method)
                ? sql
                : null;
    }

    /**
     * The answer to a call that must not reach the driver, which thinks it is in autocommit mode.
     */
    static @Nullable Object answer(String method) {
        return switch (method) {
            case "getAutoCommit" -> false;
            case "setAutoCommit" -> null;
            default -> ASK_DRIVER;
        };
    }
}
