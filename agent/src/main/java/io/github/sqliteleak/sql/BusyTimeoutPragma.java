package io.github.sqliteleak.sql;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
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

    /** The table that answers what the PRAGMA does. */
    private static final String TABLE = "pragma_busy_timeout";

    /** What SQLite cannot refuse. */
    private static final Pattern PLAIN =
            Pattern.compile(
                    "pragma\\s+busy_timeout\\s*(=\\s*\\d+|\\(\\s*\\d+\\s*\\))",
                    Pattern.CASE_INSENSITIVE);

    private static final int UNDERSCORE = NAME.indexOf('_');

    private BusyTimeoutPragma() {}

    /**
     * Whether a statement of the text may read or set the timeout: the PRAGMA, or what names the
     * table {@code pragma_busy_timeout}, by a string even. A string or a column of the PRAGMA's own
     * name does neither.
     */
    public static boolean isUsedIn(String sql) {
        return isNamedIn(sql) && isUsedByOneOf(sql);
    }

    private static boolean isUsedByOneOf(String script) {
        SqlTokens tokens = new SqlTokens(script, 0);
        boolean begins = true;
        boolean pragma = false;
        while (tokens.next()) {
            if (tokens.isSymbol(';')) {
                begins = true;
                pragma = false;
            } else if (!begins || !isExplaining(tokens)) {
                pragma |= begins && tokens.isWord("pragma");
                begins = false;
                if (isName(tokens, TABLE) || (pragma && isName(tokens, NAME))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isName(SqlTokens tokens, String name) {
        return switch (tokens.type()) {
            case WORD, QUOTED_NAME, STRING -> tokens.text().equalsIgnoreCase(name);
            default -> false;
        };
    }

    /** Cheap: whether the name stands anywhere in the text. */
    private static boolean isNamedIn(String sql) {
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

    /**
     * The timeout that is in force after a text failed whose statements are run one after the other
     * until one fails.
     *
     * @param anywhere whether the failure is one that any statement may meet, such as an interrupt
     * @return as {@link #setByAll}; {@link #UNKNOWN} also when it depends on which of them failed
     */
    public static @Nullable Integer setByFailed(String script, boolean anywhere) {
        Set<@Nullable Integer> possible = new HashSet<>();
        Integer last = null;
        for (String statement : SqlScript.split(script)) {
            Integer set = setByFirst(statement);
            if (set == null) {
                possible.add(last);
            } else {
                if (anywhere || !PLAIN.matcher(statement).matches()) {
                    possible.add(last);
                    possible.add(set);
                }
                last = set;
            }
        }
        return possible.size() == 1 ? possible.iterator().next() : Integer.valueOf(UNKNOWN);
    }

    private static boolean isExplaining(SqlTokens tokens) {
        return tokens.isWord("explain") || tokens.isWord("query") || tokens.isWord("plan");
    }

    private static @Nullable Integer set(SqlTokens tokens) {
        while (isExplaining(tokens)) {
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
