package io.github.sqliteleak.sql;

import org.jspecify.annotations.Nullable;

/**
 * {@code PRAGMA busy_timeout} in any spelling. SQLite carries it out while it prepares the
 * statement, under {@code EXPLAIN} too.
 *
 * @see <a href="https://www.sqlite.org/pragma.html#pragma_busy_timeout">PRAGMA busy_timeout</a>
 */
public final class BusyTimeoutPragma {
    /** A timeout is set to what is no number, which versions of SQLite take in different ways. */
    public static final int UNKNOWN = -1;

    private static final String NAME = "busy_timeout";
    private static final int UNDERSCORE = NAME.indexOf('_');

    private BusyTimeoutPragma() {}

    /**
     * Whether the name stands anywhere in the text: {@code pragma_busy_timeout} reads it as well.
     */
    public static boolean isNamedIn(String sql) {
        for (int at = sql.indexOf('_'); at >= 0; at = sql.indexOf('_', at + 1)) {
            if (sql.regionMatches(true, at - UNDERSCORE, NAME, 0, NAME.length())) {
                return true;
            }
        }
        return false;
    }

    /**
     * The timeout that the first statement of the text sets.
     *
     * @return milliseconds, 0 for none, or {@link #UNKNOWN}; null when it sets no timeout
     */
    public static @Nullable Integer setByFirst(String sql) {
        SqlTokens tokens = new SqlTokens(sql, SqlTokens.skipToStatement(sql, 0));
        tokens.next();
        return set(tokens);
    }

    /**
     * The timeout that is in force when all statements of the text have run.
     *
     * @return milliseconds, 0 for none, or {@link #UNKNOWN}; null when none of them sets a timeout
     */
    public static @Nullable Integer setByAll(String script) {
        Integer last = null;
        for (String statement : SqlScript.split(script)) {
            Integer set = setByFirst(statement);
            last = set == null ? last : set;
        }
        return last;
    }

    private static @Nullable Integer set(SqlTokens tokens) {
        while (tokens.isWord("explain") || tokens.isWord("query") || tokens.isWord("plan")) {
            tokens.next();
        }
        if (!tokens.isWord("pragma")) {
            return null;
        }
        tokens.next();
        String name = tokens.text();
        tokens.next();
        if (tokens.isSymbol('.')) {
            tokens.next();
            name = tokens.text();
            tokens.next();
        }
        if (!name.equalsIgnoreCase(NAME) || !(tokens.isSymbol('=') || tokens.isSymbol('('))) {
            return null;
        }
        tokens.next();
        boolean negative = tokens.isSymbol('-');
        if (negative || tokens.isSymbol('+')) {
            tokens.next();
        }
        int number = number(tokens.text());
        return negative && number != UNKNOWN ? 0 : number;
    }

    /** As {@code sqlite3GetInt32} reads it: what follows the digits is ignored. */
    private static int number(String text) {
        if (text.startsWith("0x") || text.startsWith("0X")) {
            return digits(text.substring(2), 16, 8);
        }
        boolean negative = text.startsWith("-");
        int number = digits(negative || text.startsWith("+") ? text.substring(1) : text, 10, 10);
        return negative && number != UNKNOWN ? 0 : number;
    }

    private static int digits(String text, int radix, int most) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '0') {
            start++;
        }
        long value = 0;
        int i = start;
        while (i < text.length() && isDigit(text.charAt(i), radix)) {
            if (i - start == most) {
                return UNKNOWN;
            }
            value = value * radix + Character.digit(text.charAt(i), radix);
            i++;
        }
        return i == 0 || value > Integer.MAX_VALUE ? UNKNOWN : (int) value;
    }

    private static boolean isDigit(char c, int radix) {
        return c < 0x80 && Character.digit(c, radix) >= 0;
    }
}
