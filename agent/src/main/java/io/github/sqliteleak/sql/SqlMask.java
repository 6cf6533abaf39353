package io.github.sqliteleak.sql;

/**
 * Makes SQL fit to be shown. A key given by {@code PRAGMA key} and its relatives or by {@code
 * ATTACH … KEY} becomes {@code ***} in whatever form it stands. Never throws. Where a quotation or
 * a comment is not closed, nobody knows what was meant as a literal: nothing is shown behind the
 * last statement that is whole.
 */
public final class SqlMask {
    private static final int MOST_CHARACTERS = 2_000;
    private static final String SECRET = "***";

    private SqlMask() {}

    /**
     * The text with each literal as {@code ?}, without comments, on one line, and cut after 2,000
     * characters with {@code …}. What stands in double quotes where SQLite may take it for a string
     * counts as a literal.
     */
    public static String mask(String sql) {
        int whole = endOfWhole(sql);
        return whole == sql.length() ? masked(sql) : masked(sql.substring(0, whole)) + '…';
    }

    /** The text as it is, less its secrets. */
    public static String hideSecrets(String sql) {
        int whole = endOfWhole(sql);
        return whole == sql.length()
                ? withoutSecrets(sql)
                : withoutSecrets(sql.substring(0, whole)) + SECRET;
    }

    /** Where the last whole statement ends in a text whose quoting is broken; else its length. */
    private static int endOfWhole(String sql) {
        SqlTokens tokens = new SqlTokens(sql, 0);
        int whole = 0;
        int open = 0;
        while (tokens.next()) {
            if (tokens.isSymbol('(')) {
                open++;
            } else if (tokens.isSymbol(')')) {
                open--;
            } else if (tokens.isSymbol(';') && open == 0) {
                whole = tokens.end();
            }
            if (tokens.unterminated()) {
                return whole;
            }
        }
        return tokens.unterminated() ? whole : sql.length();
    }

    private static String masked(String sql) {
        StringBuilder out = new StringBuilder(Math.min(sql.length(), MOST_CHARACTERS) + 16);
        SqlTokens tokens = new SqlTokens(sql, 0);
        SecretScan secrets = new SecretScan();
        QuotedNames names = new QuotedNames(sql);
        tokens.next();
        while (!tokens.atEnd() && out.length() <= MOST_CHARACTERS) {
            if (tokens.afterBlank() && out.length() > 0) {
                out.append(' ');
            }
            SecretScan.Finding secret = secrets.take(tokens);
            boolean name = names.take(tokens);
            if (secret == SecretScan.Finding.NONE) {
                if (isLiteral(tokens.type()) || !name || uriParameters(sql, tokens, secrets) >= 0) {
                    out.append('?');
                } else {
                    out.append(sql, tokens.start(), tokens.end());
                }
                tokens.next();
            } else {
                maskSecret(out, sql, tokens, secret);
            }
        }
        return cut(out);
    }

    private static boolean isLiteral(SqlTokens.Type type) {
        return type == SqlTokens.Type.STRING
                || type == SqlTokens.Type.BLOB
                || type == SqlTokens.Type.NUMBER;
    }

    private static String withoutSecrets(String sql) {
        StringBuilder out = new StringBuilder(sql.length());
        SqlTokens tokens = new SqlTokens(sql, 0);
        SecretScan secrets = new SecretScan();
        int copied = 0;
        tokens.next();
        while (!tokens.atEnd()) {
            SecretScan.Finding secret = secrets.take(tokens);
            int query = uriParameters(sql, tokens, secrets);
            if (secret != SecretScan.Finding.NONE) {
                int from = secret == SecretScan.Finding.HERE ? tokens.start() : tokens.end();
                boolean call = tokens.isSymbol('(');
                while (from < sql.length() && SqlTokens.isBlank(sql.charAt(from))) {
                    from++;
                }
                out.append(sql, copied, from).append(call ? SECRET + ")" : SECRET);
                skipToEnd(tokens);
                copied = tokens.atEnd() ? sql.length() : tokens.start();
                continue;
            }
            if (query >= 0) {
                out.append(sql, copied, query + 1).append(SECRET);
                copied = tokens.end() - 1;
            }
            tokens.next();
        }
        return out.append(sql, copied, sql.length()).toString();
    }

    private static void maskSecret(
            StringBuilder out, String sql, SqlTokens tokens, SecretScan.Finding secret) {
        boolean call = false;
        if (secret == SecretScan.Finding.AFTER) {
            call = tokens.isSymbol('(');
            out.append(sql, tokens.start(), tokens.end());
            tokens.next();
            if (tokens.afterBlank()) {
                out.append(' ');
            }
        }
        out.append(SECRET);
        if (call) {
            out.append(')');
        }
        skipToEnd(tokens);
    }

    private static void skipToEnd(SqlTokens tokens) {
        while (!tokens.endsStatement()) {
            tokens.next();
        }
    }

    /** Where the parameters of a file URI begin in this token, at their {@code ?}; else -1. */
    private static int uriParameters(String sql, SqlTokens tokens, SecretScan secrets) {
        boolean quoted =
                tokens.type() == SqlTokens.Type.STRING
                        || tokens.type() == SqlTokens.Type.QUOTED_NAME;
        if (!quoted || !secrets.inFileStatement()) {
            return -1;
        }
        for (int i = tokens.start(); i < tokens.end(); i++) {
            if (sql.charAt(i) == '?') {
                return i;
            }
        }
        return -1;
    }

    private static String cut(StringBuilder out) {
        if (out.length() <= MOST_CHARACTERS) {
            return out.toString();
        }
        boolean pair = Character.isHighSurrogate(out.charAt(MOST_CHARACTERS - 1));
        out.setLength(pair ? MOST_CHARACTERS - 1 : MOST_CHARACTERS);
        return out.append('…').toString();
    }
}
