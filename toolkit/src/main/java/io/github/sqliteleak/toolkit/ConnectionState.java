package io.github.sqliteleak.toolkit;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a borrower leaves behind on a connection besides a transaction: PRAGMAs, temporary tables,
 * attached databases, functions. Found by what was called, without a question to SQLite; whatever
 * is not known to leave nothing counts as a change.
 */
final class ConnectionState {
    private static final Set<String> ROWS =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "VALUES", "WITH");
    private static final Set<String> LEAVE_NOTHING =
            Set.of(
                    "BEGIN",
                    "COMMIT",
                    "END",
                    "ROLLBACK",
                    "SAVEPOINT",
                    "RELEASE",
                    "EXPLAIN",
                    "ANALYZE",
                    "REINDEX",
                    "VACUUM",
                    "DROP",
                    "ALTER");
    // Of a connection's own methods those that begin with "set" change it; these do not.
    private static final Set<String> RESET_AFTERWARDS = Set.of("setAutoCommit", "setSavepoint");

    private ConnectionState() {}

    /** Whether a call changes the connection for good. */
    static boolean isChangedBy(
            boolean onConnection, String method, Object @Nullable [] args, @Nullable String sql) {
        if (sql != null) {
            return isChangedBy(sql);
        }
        if (method.equals("unwrap")) {
            return true;
        }
        // Old drivers make the connection's busy timeout of it.
        if (method.equals("setQueryTimeout")) {
            return true;
        }
        return onConnection && method.startsWith("set") && !RESET_AFTERWARDS.contains(method);
    }

    /** Whether a method of a connection may leave a transaction open. */
    static boolean isTransactional(String method) {
        return RESET_AFTERWARDS.contains(method)
                || method.equals("commit")
                || method.equals("rollback");
    }

    /** Whether a statement on rows can be prepared once and run again. */
    static boolean isReusable(String sql) {
        return isOnRows(sql) && !namesAllColumns(sql);
    }

    /** Whether a text is one statement on rows, which ends its transaction when it is closed. */
    static boolean isOnRows(String sql) {
        if (sql.isEmpty() || !isLetter(sql.charAt(0))) {
            return false;
        }
        SqlWords words = new SqlWords(sql);
        return ROWS.contains(words.next()) && !words.hasSemicolonAhead();
    }

    /** The driver counts the columns once, and another connection may add one. */
    private static boolean namesAllColumns(String sql) {
        for (int at = sql.indexOf('*'); at >= 0; at = sql.indexOf('*', at + 1)) {
            if (at == 0 || sql.charAt(at - 1) != '(') {
                return true;
            }
        }
        return false;
    }

    private static boolean isLetter(char c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    /** Looks at the beginning of each statement; those within a trigger begin with known words. */
    static boolean isChangedBy(String sql) {
        SqlWords words = new SqlWords(sql);
        String word = SqlWords.SEMICOLON;
        while (!word.equals(SqlWords.END_OF_TEXT)) {
            if (word.equals(SqlWords.SEMICOLON)) {
                word = words.next();
                if (leavesSomething(word, sql)) {
                    return true;
                }
            } else if (!words.hasSemicolonAhead()) {
                return false;
            } else {
                word = words.next();
            }
        }
        return false;
    }

    private static boolean leavesSomething(String first, String sql) {
        return switch (first) {
            case "CREATE" -> sql.toLowerCase(Locale.ROOT).contains("temp");
            case "PRAGMA" -> sql.indexOf('=') >= 0 || sql.indexOf('(') >= 0;
            case SqlWords.SEMICOLON, SqlWords.END_OF_TEXT -> false;
            default -> !ROWS.contains(first) && !LEAVE_NOTHING.contains(first);
        };
    }
}
