package io.github.sqliteleak.sql;

import org.jspecify.annotations.Nullable;

/** Reads which savepoint a statement is about. */
public final class SavepointName {
    private SavepointName() {}

    /**
     * The name in {@code SAVEPOINT x}, {@code RELEASE [SAVEPOINT] x} or {@code ROLLBACK
     * [TRANSACTION] TO [SAVEPOINT] x}, without its quotes; null when {@code sql} begins with none
     * of them. SQLite compares these names without regard to the case of ASCII letters.
     */
    public static @Nullable String of(String sql) {
        SqlTokens tokens = new SqlTokens(sql, SqlTokens.skipToStatement(sql, 0));
        tokens.next();
        if (tokens.isWord("savepoint")) {
            tokens.next();
            return tokens.endsStatement() ? null : tokens.text();
        }
        if (tokens.isWord("release")) {
            return nameAfter(tokens);
        }
        if (!tokens.isWord("rollback")) {
            return null;
        }
        while (!tokens.endsStatement()) {
            if (tokens.isWord("to")) {
                return nameAfter(tokens);
            }
            tokens.next();
        }
        return null;
    }

    private static @Nullable String nameAfter(SqlTokens tokens) {
        tokens.next();
        if (tokens.endsStatement()) {
            return null;
        }
        String name = tokens.text();
        if (tokens.isWord("savepoint")) {
            tokens.next();
            return tokens.endsStatement() ? name : tokens.text();
        }
        return name;
    }
}
