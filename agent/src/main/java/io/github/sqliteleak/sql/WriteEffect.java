package io.github.sqliteleak.sql;

/** Whether a statement that writes has SQLite take the write lock of its database. */
public enum WriteEffect {
    LOCKS,
    /** It may find nothing to do, or write to what only its connection has. */
    MAY_LOCK,
    /** Writes to what only its connection has. */
    LOCKS_NOTHING;

    /**
     * Of a statement that is of {@link StatementKind#WRITE} and has run well, on a connection that
     * has no temporary tables. An UPDATE that matches no row locks as any other.
     */
    public static WriteEffect of(String sql) {
        int start = SqlTokens.skipToStatement(sql, 0);
        if (start == sql.length()) {
            return MAY_LOCK;
        }
        return switch (sql.charAt(start) | 0x20) {
            case 'c' -> ofCreate(sql, start);
            case 'd' -> ofDrop(sql, start);
            // REINDEX, where there is no index.
            case 'r' -> SqlTokens.startsWithWord(sql, start, "replace") ? LOCKS : MAY_LOCK;
            default -> LOCKS;
        };
    }

    /** As {@link #of}, where there are temporary tables, of which it names none. */
    public static WriteEffect besideTemporary(String sql) {
        SqlTokens tokens = new SqlTokens(sql, SqlTokens.skipToStatement(sql, 0));
        tokens.next();
        boolean names =
                tokens.isWord("insert")
                        || tokens.isWord("replace")
                        || tokens.isWord("update")
                        || tokens.isWord("delete")
                        || tokens.isWord("with");
        if (names) {
            return LOCKS;
        }
        // Indexes and triggers are not followed.
        boolean table = tokens.isWord("create") && tokens.next() && tokens.isWord("table");
        return table ? of(sql) : MAY_LOCK;
    }

    /** True for a statement that may give a table another name. */
    public static boolean mayRename(String sql) {
        return SqlTokens.startsWithWord(sql, SqlTokens.skipToStatement(sql, 0), "alter");
    }

    private static WriteEffect ofCreate(String sql, int start) {
        SqlTokens tokens = new SqlTokens(sql, start);
        tokens.next();
        // CREATE UNIQUE INDEX and CREATE VIRTUAL TABLE have a word more.
        for (int i = 0; i < 3 && tokens.next(); i++) {
            if (tokens.isWord("if")) {
                return MAY_LOCK;
            }
            if (tokens.isWord("temp")) {
                tokens.next();
                return tokens.isSymbol('.') ? LOCKS_NOTHING : LOCKS;
            }
        }
        return LOCKS;
    }

    private static WriteEffect ofDrop(String sql, int start) {
        SqlTokens tokens = new SqlTokens(sql, start);
        tokens.next();
        boolean drop = tokens.isWord("drop");
        return drop && tokens.next() && tokens.next() && tokens.isWord("if") ? MAY_LOCK : LOCKS;
    }
}
