package io.github.sqliteleak.sql;

import java.util.Locale;

/** Where a query reads from. */
public final class ReadSource {
    private ReadSource() {}

    /** False when the first statement of the text reads from nothing at all, such as SELECT 1. */
    public static boolean hasAny(String sql) {
        SqlTokens tokens = new SqlTokens(sql, SqlTokens.skipToStatement(sql, 0));
        tokens.next();
        boolean explains = tokens.isWord("explain");
        while (!explains && !tokens.endsStatement()) {
            if (tokens.isWord("from")) {
                return true;
            }
            tokens.next();
        }
        return false;
    }

    /**
     * Whether a SELECT reads a table or view of the main database for sure, so that SQLite takes a
     * read lock on it: its first FROM is followed by a plain name, and not by that of a function or
     * of what is only in memory.
     */
    public static boolean isTable(String sql) {
        SqlTokens tokens = new SqlTokens(sql, SqlTokens.skipToStatement(sql, 0));
        if (!tokens.next() || !tokens.isWord("select")) {
            return false;
        }
        int depth = 0;
        while (tokens.next() && !tokens.isSymbol(';')) {
            if (tokens.isSymbol('(')) {
                depth++;
            } else if (tokens.isSymbol(')')) {
                depth--;
            } else if (depth == 0 && tokens.isWord("from")) {
                tokens.next();
                return isTable(tokens);
            }
        }
        return false;
    }

    private static boolean isTable(SqlTokens tokens) {
        if (tokens.isSymbol('(') || tokens.endsStatement()) {
            return false;
        }
        String name = tokens.text().toLowerCase(Locale.ROOT);
        tokens.next();
        if (tokens.isSymbol('.')) {
            if (!name.equals("main")) {
                return false;
            }
            tokens.next();
            name = tokens.text().toLowerCase(Locale.ROOT);
            tokens.next();
        }
        return !tokens.isSymbol('(') && !isVirtual(name);
    }

    /** Tables that SQLite or its extensions make up. */
    private static boolean isVirtual(String name) {
        return name.startsWith("pragma_")
                || name.startsWith("json_")
                || name.startsWith("jsonb_")
                || name.startsWith("sqlite_temp")
                || name.equals("sqlite_stmt")
                || name.equals("bytecode")
                || name.equals("tables_used")
                || name.equals("completion")
                || name.equals("generate_series");
    }
}
