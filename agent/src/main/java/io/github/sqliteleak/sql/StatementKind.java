package io.github.sqliteleak.sql;

/** What a single SQL statement does, told by its leading words. */
public enum StatementKind {
    /** {@code BEGIN}, with or without {@code DEFERRED}: no lock yet. */
    BEGIN_DEFERRED,
    BEGIN_IMMEDIATE,
    BEGIN_EXCLUSIVE,
    /** {@code COMMIT} or {@code END}. */
    COMMIT,
    /** The whole transaction, not back to a savepoint. */
    ROLLBACK,
    ROLLBACK_TO,
    SAVEPOINT,
    RELEASE,
    READ,
    WRITE,
    PRAGMA,
    ATTACH,
    DETACH,
    /** Nothing, or nothing that SQLite knows. */
    OTHER;

    /**
     * The kind of the first statement in {@code sql}. Leading white space, comments and semicolons
     * are skipped. Allocates nothing unless the statement begins with {@code BEGIN}, {@code
     * ROLLBACK} or {@code WITH}.
     */
    public static StatementKind of(String sql) {
        return of(sql, 0);
    }

    static StatementKind of(String sql, int from) {
        int start = SqlTokens.skipToStatement(sql, from);
        int end = SqlTokens.endOfWord(sql, start);
        if (start == end) {
            return OTHER;
        }
        return switch (sql.charAt(start) | 0x20) {
            case 's' -> {
                StatementKind select = match(sql, start, end, "select", READ);
                yield select != OTHER ? select : match(sql, start, end, "savepoint", SAVEPOINT);
            }
            case 'i' -> match(sql, start, end, "insert", WRITE);
            case 'u' -> match(sql, start, end, "update", WRITE);
            case 'd' -> {
                StatementKind detach = match(sql, start, end, "detach", DETACH);
                yield detach != OTHER ? detach : writes(sql, start, end, "delete", "drop");
            }
            case 'b' -> is(sql, start, end, "begin") ? beginMode(sql, end) : OTHER;
            case 'c' -> {
                StatementKind commit = match(sql, start, end, "commit", COMMIT);
                yield commit != OTHER ? commit : match(sql, start, end, "create", WRITE);
            }
            case 'e' -> {
                StatementKind commit = match(sql, start, end, "end", COMMIT);
                yield commit != OTHER ? commit : match(sql, start, end, "explain", READ);
            }
            case 'r' -> ofR(sql, start, end);
            case 'p' -> match(sql, start, end, "pragma", PRAGMA);
            case 'v' -> {
                StatementKind values = match(sql, start, end, "values", READ);
                yield values != OTHER ? values : match(sql, start, end, "vacuum", WRITE);
            }
            case 'w' -> is(sql, start, end, "with") ? afterWith(sql, end) : OTHER;
            case 'a' -> {
                StatementKind attach = match(sql, start, end, "attach", ATTACH);
                yield attach != OTHER ? attach : writes(sql, start, end, "alter", "analyze");
            }
            default -> OTHER;
        };
    }

    /** Whether it begins a transaction by its name; a {@link #SAVEPOINT} may begin one too. */
    public boolean begins() {
        return this == BEGIN_DEFERRED || this == BEGIN_IMMEDIATE || this == BEGIN_EXCLUSIVE;
    }

    /** Whether it begins, ends or marks a place in a transaction. */
    public boolean controlsTransaction() {
        return begins()
                || this == COMMIT
                || this == ROLLBACK
                || this == ROLLBACK_TO
                || this == SAVEPOINT
                || this == RELEASE;
    }

    private static StatementKind ofR(String sql, int start, int end) {
        if (is(sql, start, end, "rollback")) {
            SqlTokens tokens = new SqlTokens(sql, end);
            tokens.next();
            while (!tokens.endsStatement()) {
                if (tokens.isWord("to")) {
                    return ROLLBACK_TO;
                }
                tokens.next();
            }
            return ROLLBACK;
        }
        if (is(sql, start, end, "release")) {
            return RELEASE;
        }
        return writes(sql, start, end, "replace", "reindex");
    }

    private static StatementKind beginMode(String sql, int from) {
        SqlTokens tokens = new SqlTokens(sql, from);
        tokens.next();
        if (tokens.isWord("immediate")) {
            return BEGIN_IMMEDIATE;
        }
        return tokens.isWord("exclusive") ? BEGIN_EXCLUSIVE : BEGIN_DEFERRED;
    }

    /** Common table expressions stand in parentheses; what follows them decides. */
    private static StatementKind afterWith(String sql, int from) {
        SqlTokens tokens = new SqlTokens(sql, from);
        int depth = 0;
        while (tokens.next() && !tokens.isSymbol(';')) {
            if (tokens.isSymbol('(')) {
                depth++;
            } else if (tokens.isSymbol(')')) {
                depth--;
            } else if (depth == 0) {
                if (tokens.isWord("select") || tokens.isWord("values")) {
                    return READ;
                }
                // REPLACE is a legal name as well, so only what must follow it settles the matter.
                if (tokens.isWord("insert")
                        || tokens.isWord("update")
                        || tokens.isWord("delete")
                        || tokens.isWord("into")) {
                    return WRITE;
                }
            }
        }
        return OTHER;
    }

    private static StatementKind match(
            String sql, int start, int end, String lowerCase, StatementKind kind) {
        return is(sql, start, end, lowerCase) ? kind : OTHER;
    }

    private static StatementKind writes(
            String sql, int start, int end, String oneWord, String another) {
        return is(sql, start, end, oneWord) || is(sql, start, end, another) ? WRITE : OTHER;
    }

    private static boolean is(String sql, int start, int end, String lowerCase) {
        return SqlTokens.isWord(sql, start, end, lowerCase);
    }
}
