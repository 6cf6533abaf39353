package io.github.sqliteleak.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Distinguishes, token by token, names in double quotes from strings in double quotes. SQLite takes
 * {@code "x"} for a string where an expression may stand and no column has that name; where only a
 * name may stand it is one. Without the schema, what may be a string counts as one.
 *
 * @see <a href="https://www.sqlite.org/quirks.html#dblquote">Double-quoted String Literals Are
 *     Accepted</a>
 */
final class QuotedNames {
    private static final Set<String> BEFORE_NAMES =
            Set.of(
                    "from",
                    "join",
                    "into",
                    "update",
                    "table",
                    "index",
                    "view",
                    "trigger",
                    "as",
                    "exists",
                    "column",
                    "to",
                    "references",
                    "collate",
                    "pragma",
                    "savepoint",
                    "release",
                    "constraint",
                    "rename");

    private static final Set<String> BEFORE_COLUMNS = Set.of("into", "table", "references");
    private static final Set<String> BETWEEN = Set.of("if", "not", "exists", "or", "replace");

    private static final Set<String> ENDS_OF_TABLES =
            Set.of("where", "group", "order", "limit", "on", "using", "having", "select");

    private static final String NAME = "a name";
    private static final String LITERAL = "a literal";
    private static final int NOWHERE = -1;

    private final String sql;
    private String before = "";
    private boolean tables;
    private boolean assignments;

    /** Since INTO, TABLE or REFERENCES: a name, then perhaps a list of columns. */
    private boolean columnsMayFollow;

    private int depth;
    private int depthOfColumns = NOWHERE;

    QuotedNames(String sql) {
        this.sql = sql;
    }

    /**
     * Takes the token that {@code tokens} stands at.
     *
     * @return false for what is in double quotes and may be a string
     */
    boolean take(SqlTokens tokens) {
        boolean quoted =
                tokens.type() == SqlTokens.Type.QUOTED_NAME && sql.charAt(tokens.start()) == '"';
        boolean name = !quoted || isName(tokens.end());
        String text = name ? text(tokens) : LITERAL;
        follow(text);
        before = text;
        return name;
    }

    private boolean isName(int end) {
        char after = firstOfNext(end);
        boolean listed = before.equals(",") || before.equals("(");
        boolean assigned = before.equals(",") || before.equals("set");
        return before.equals(".")
                || after == '.'
                || after == '('
                || BEFORE_NAMES.contains(before)
                || (listed && depth == depthOfColumns)
                || (before.equals(",") && tables)
                || (assigned && assignments && after == '=');
    }

    /** The first character of the next token; 0 where there is none, and for a number. */
    private char firstOfNext(int end) {
        SqlTokens next = new SqlTokens(sql, end);
        return next.next() && next.type() == SqlTokens.Type.SYMBOL ? sql.charAt(next.start()) : 0;
    }

    private void follow(String text) {
        switch (text) {
            case ";" -> {
                tables = assignments = columnsMayFollow = false;
                depth = 0;
                depthOfColumns = NOWHERE;
            }
            case "(" -> {
                depth++;
                tables = false;
                if (columnsMayFollow && depthOfColumns == NOWHERE) {
                    depthOfColumns = depth;
                }
                columnsMayFollow = false;
            }
            case ")" -> {
                if (depth == depthOfColumns) {
                    depthOfColumns = NOWHERE;
                }
                depth--;
            }
            case "from", "join" -> tables = true;
            case "set" -> {
                assignments = true;
                tables = false;
            }
            default -> {
                if (ENDS_OF_TABLES.contains(text)) {
                    tables = false;
                }
                boolean named = before.equals(".") || text.equals(".") || BETWEEN.contains(text);
                columnsMayFollow =
                        BEFORE_COLUMNS.contains(text)
                                || (columnsMayFollow
                                        && (named
                                                || BEFORE_COLUMNS.contains(before)
                                                || BETWEEN.contains(before)));
            }
        }
    }

    private String text(SqlTokens tokens) {
        return switch (tokens.type()) {
            case WORD -> tokens.text().toLowerCase(Locale.ROOT);
            case SYMBOL -> tokens.text();
            case QUOTED_NAME -> NAME;
            default -> LITERAL;
        };
    }
}
