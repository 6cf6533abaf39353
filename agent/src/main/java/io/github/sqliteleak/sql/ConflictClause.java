package io.github.sqliteleak.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a statement itself says is to happen when it violates a constraint. That overrides what the
 * schema says, in the triggers that it fires too.
 *
 * @see <a href="https://www.sqlite.org/lang_conflict.html">The ON CONFLICT clause</a>
 */
public enum ConflictClause {
    ROLLBACK,
    ABORT,
    FAIL,
    IGNORE,
    REPLACE;

    /** Of the first statement in the text; null when it has none. */
    public static @Nullable ConflictClause of(String sql) {
        SqlTokens tokens = new SqlTokens(sql, SqlTokens.skipToStatement(sql, 0));
        int depth = 0;
        while (tokens.next() && !tokens.isSymbol(';')) {
            if (tokens.isSymbol('(')) {
                depth++;
            } else if (tokens.isSymbol(')')) {
                depth--;
            } else if (depth == 0 && tokens.isWord("replace")) {
                // INSERT OR REPLACE in short, or the name of a common table expression.
                return tokens.next() && tokens.isWord("into") ? REPLACE : null;
            } else if (depth == 0 && (tokens.isWord("insert") || tokens.isWord("update"))) {
                return tokens.next() && tokens.isWord("or") && tokens.next() ? named(tokens) : null;
            }
        }
        return null;
    }

    private static @Nullable ConflictClause named(SqlTokens tokens) {
        for (ConflictClause clause : values()) {
            if (tokens.isWord(clause.name().toLowerCase(Locale.ROOT))) {
                return clause;
            }
        }
        return null;
    }
}
