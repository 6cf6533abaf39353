package io.github.sqliteleak.sql;

/** What a single SQL statement does, judged by its leading words. */
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
    /** {@code CREATE TEMP}: writes to what only this connection has. */
    CREATE_TEMPORARY,
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
        if (start == sql.length()) {
            return OTHER;
        }
        return switch (sql.charAt(start) | 0x20) {
            case 's' -> {
                StatementKind select = match(sql, start, "select", READ);
                yield select != OTHER ? select : match(sql, start, "savepoint", SAVEPOINT);
            }
            case 'i' -> match(sql, start, "insert", WRITE);
            case 'u' -> match(sql, start, "update", WRITE);
            case 'd' -> {
                StatementKind detach = match(sql, start, "detach", DETACH);
                yield detach != OTHER ? detach : writes(sql, start, "delete", "drop");
            }
            case 'b' -> is(sql, start, "begin") ? beginMode(sql, start + 5) : OTHER;
            case 'c' -> {
                StatementKind commit = match(sql, start, "commit", COMMIT);
                yield commit != OTHER ? commit : ofCreate(sql, start);
            }
            case 'e' -> {
                StatementKind commit = match(sql, start, "end", COMMIT);
                yield commit != OTHER ? commit : match(sql, start, "explain", READ);
            }
            case 'r' -> ofR(sql, start);
            case 'p' -> match(sql, start, "pragma", PRAGMA);
            case 'v' -> {
                StatementKind values = match(sql, start, "values", READ);
                yield values != OTHER ? values : match(sql, start, "vacuum", WRITE);
            }
            case 'w' -> is(sql, start, "with") ? afterWith(sql, start + 4) : OTHER;
            case 'a' -> {
                StatementKind attach = match(sql, start, "attach", ATTACH);
                yield attach != OTHER ? attach : writes(sql, start, "alter", "analyze");
            }
            default -> OTHER;
        };
    }

    /** Whether the first statement in the text creates something. Allocates nothing. */
    public static boolean creates(String sql) {
        return is(sql, SqlTokens.skipToStatement(sql, 0), "create");
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

    private static StatementKind ofCreate(String sql, int start) {
        if (!is(sql, start, "create")) {
            return OTHER;
        }
        int next = Math.max(SqlTokens.skipBlanks(sql, start + 6), start);
        return is(sql, next, "temp") || is(sql, next, "temporary") ? CREATE_TEMPORARY : WRITE;
    }

    private static StatementKind ofR(String sql, int start) {
        if (is(sql, start, "rollback")) {
            SqlTokens tokens = new SqlTokens(sql, start);
            tokens.next();
            while (!tokens.endsStatement()) {
                if (tokens.isWord("to")) {
                    return ROLLBACK_TO;
                }
                tokens.next();
            }
            return ROLLBACK;
        }
        if (is(sql, start, "release")) {
            return RELEASE;
        }
        return writes(sql, start, "replace", "reindex");
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
            String sql, int start, String lowerCase, StatementKind kind) {
        return is(sql, start, lowerCase) ? kind : OTHER;
    }

    private static StatementKind writes(String sql, int start, String oneWord, String another) {
        return is(sql, start, oneWord) || is(sql, start, another) ? WRITE : OTHER;
    }

    private static boolean is(String sql, int start, String lowerCase) {
        return SqlTokens.startsWithWord(sql, start, lowerCase);
    }
}
