package io.github.sqliteleak.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The table that a statement writes to, or that it creates.
 *
 * @param schema {@code main}, {@code temp} or that of an attached database, in lower case; null
 *     when the statement names none
 * @param table in lower case
 */
public record WriteTarget(@Nullable String schema, String table) {

    /** Of the first statement in the text; null when it has none that is understood. */
    public static @Nullable WriteTarget of(String sql) {
        SqlTokens tokens = new SqlTokens(sql, SqlTokens.skipToStatement(sql, 0));
        int depth = 0;
        while (tokens.next() && !tokens.isSymbol(';')) {
            if (tokens.isSymbol('(')) {
                depth++;
            } else if (tokens.isSymbol(')')) {
                depth--;
            } else if (depth == 0 && isVerb(tokens)) {
                return name(tokens);
            }
        }
        return null;
    }

    private static boolean isVerb(SqlTokens tokens) {
        return tokens.isWord("insert")
                || tokens.isWord("replace")
                || tokens.isWord("update")
                || tokens.isWord("delete")
                || tokens.isWord("create")
                || tokens.isWord("drop");
    }

    private static @Nullable WriteTarget name(SqlTokens tokens) {
        tokens.next();
        return name(tokens, null);
    }

    private static @Nullable WriteTarget name(SqlTokens tokens, @Nullable String schema) {
        while (isBeforeName(tokens)) {
            boolean or = tokens.isWord("or");
            tokens.next();
            if (or) {
                tokens.next();
            }
        }
        if (tokens.endsStatement()) {
            return null;
        }
        String first = tokens.text().toLowerCase(Locale.ROOT);
        tokens.next();
        if (tokens.isSymbol('.') && tokens.next()) {
            return new WriteTarget(first, tokens.text().toLowerCase(Locale.ROOT));
        }
        // CREATE TEMP TABLE, where TEMP is no schema.
        return first.equals("temp") && isBeforeName(tokens)
                ? name(tokens, first)
                : new WriteTarget(schema, first);
    }

    private static boolean isBeforeName(SqlTokens tokens) {
        return tokens.isWord("or")
                || tokens.isWord("into")
                || tokens.isWord("from")
                || tokens.isWord("temporary")
                || tokens.isWord("table")
                || tokens.isWord("view")
                || tokens.isWord("trigger")
                || tokens.isWord("if")
                || tokens.isWord("not")
                || tokens.isWord("exists");
    }
}
