package io.github.sqliteleak.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An ATTACH or DETACH.
 *
 * @param file what is attached; null for a DETACH, and where it is no plain text
 * @param schema the name that it has on the connection, in lower case; null when it is no plain
 *     text
 */
public record AttachText(@Nullable String file, @Nullable String schema) {

    /** Of the first statement in the text, which is of one of these kinds. */
    public static AttachText of(String sql) {
        SqlTokens tokens = new SqlTokens(sql, SqlTokens.skipToStatement(sql, 0));
        tokens.next();
        boolean attaches = tokens.isWord("attach");
        tokens.next();
        if (tokens.isWord("database")) {
            tokens.next();
        }
        String file = attaches ? file(tokens) : null;
        String schema = plain(tokens);
        tokens.next();
        boolean last = tokens.endsStatement() || tokens.isWord("key");
        return new AttachText(
                file, last && schema != null ? schema.toLowerCase(Locale.ROOT) : null);
    }

    /** Ends behind AS. */
    private static @Nullable String file(SqlTokens tokens) {
        String file = plain(tokens);
        if (file != null) {
            tokens.next();
            file = tokens.isWord("as") ? file : null;
        }
        int depth = 0;
        while (!tokens.endsStatement() && (depth > 0 || !tokens.isWord("as"))) {
            depth += tokens.isSymbol('(') ? 1 : tokens.isSymbol(')') ? -1 : 0;
            tokens.next();
        }
        tokens.next();
        return file;
    }

    /** SQLite takes a name for a text here. */
    private static @Nullable String plain(SqlTokens tokens) {
        return switch (tokens.type()) {
            case STRING, QUOTED_NAME, WORD -> tokens.text();
            default -> null;
        };
    }
}
