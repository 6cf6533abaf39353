package io.github.sqliteleak.sql;

/**
 * Makes SQL fit to be shown. A key given by {@code PRAGMA key} and its relatives or by {@code
 * ATTACH … KEY} becomes {@code ***} in whatever form it stands. Never throws; what is not
 * terminated is hidden to its end. A string in double quotes, which SQLite takes for a name first,
 * stays.
 */
public final class SqlMask {
    private static final int MOST_CHARACTERS = 2_000;
    private static final String SECRET = "***";

    private SqlMask() {}

    /**
     * The statement with each literal as {@code ?}, without comments, on one line, and cut after
     * 2,000 characters with {@code …}.
     */
    public static String mask(String sql) {
        StringBuilder out = new StringBuilder(Math.min(sql.length(), MOST_CHARACTERS) + 16);
        SqlTokens tokens = new SqlTokens(sql, 0);
        SecretScan secrets = new SecretScan();
        tokens.next();
        while (!tokens.atEnd() && out.length() <= MOST_CHARACTERS) {
            if (tokens.afterBlank() && out.length() > 0) {
                out.append(' ');
            }
            SecretScan.Finding secret = secrets.take(tokens);
            if (secret == SecretScan.Finding.NONE) {
                appendMasked(out, sql, tokens, secrets);
                tokens.next();
            } else {
                maskSecret(out, sql, tokens, secret);
            }
        }
        return cut(out);
    }

    /** The text as it is, less its secrets. */
    public static String hideSecrets(String sql) {
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
            if (tokens.unterminated()) {
                out.append(sql, copied, tokens.start()).append(SECRET);
                copied = tokens.end();
            } else if (query >= 0) {
                out.append(sql, copied, query + 1).append(SECRET);
                copied = tokens.end() - 1;
            }
            tokens.next();
        }
        if (tokens.unterminated() && copied < sql.length()) {
            return out.append(sql, copied, tokens.start()).append(SECRET).toString();
        }
        return out.append(sql, copied, sql.length()).toString();
    }

    private static void appendMasked(
            StringBuilder out, String sql, SqlTokens tokens, SecretScan secrets) {
        SqlTokens.Type type = tokens.type();
        boolean hidden =
                type == SqlTokens.Type.STRING
                        || type == SqlTokens.Type.BLOB
                        || type == SqlTokens.Type.NUMBER
                        || tokens.unterminated()
                        || uriParameters(sql, tokens, secrets) >= 0;
        if (hidden) {
            out.append('?');
        } else {
            out.append(sql, tokens.start(), tokens.end());
        }
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
        int at = sql.indexOf('?', tokens.start());
        return at < tokens.end() ? at : -1;
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
