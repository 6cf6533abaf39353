package io.github.sqliteleak.toolkit;

import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What work within a transaction may not do: end it. Otherwise half of the work would be committed,
 * and what follows would run outside any transaction.
 */
final class TransactionRules {
    static final Object ASK_DRIVER = new Object();
    private static final Pattern BEGINS_OR_ENDS =
            Pattern.compile(
                    "(?:[\\s;]++|--[^\\n]*+\\n|/\\*.*?\\*/)*+"
                            + "(?:begin|commit|end|rollback(?!(?:\\s+transaction)?\\s+to\\b))\\b",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private TransactionRules() {}

    static void check(String method, Object @Nullable [] args) throws SQLException {
        boolean forbidden =
                switch (method) {
                    case "commit" -> true;
                    case "rollback" -> args == null;
                    case "setAutoCommit" -> args != null && Boolean.TRUE.equals(args[0]);
                    case "execute",
                            "executeUpdate",
                            "executeLargeUpdate",
                            "executeQuery",
                            "addBatch",
                            "prepareStatement" ->
                            args != null && args[0] instanceof String sql && beginsOrEnds(sql);
                    default -> false;
                };
        if (forbidden) {
            throw new SQLException(
                    String.format(
                            Locale.ROOT,
                            "%s is not allowed here: the transaction around this work begins and"
                                    + " ends by itself. Return to commit, throw to roll back.",
                            method));
        }
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

    static boolean beginsOrEnds(String sql) {
        return BEGINS_OR_ENDS.matcher(sql).lookingAt();
    }
}
