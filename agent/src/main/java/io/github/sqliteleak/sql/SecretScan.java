package io.github.sqliteleak.sql;

/**
 * Notices, token by token, where a statement holds a secret: the value of a key pragma, the key of
 * an {@code ATTACH}. From there to the end of its statement nothing may be shown, since a mistyped
 * value need not be one token.
 */
final class SecretScan {
    enum Finding {
        NONE,
        /** This token is the first of the secret. */
        HERE,
        /** The secret begins after this token. */
        AFTER
    }

    private enum State {
        START,
        PRAGMA,
        PRAGMA_NAME,
        ATTACH,
        ATTACH_AS,
        VACUUM,
        OTHER
    }

    private static final String[] KEY_PRAGMAS = {
        "key",
        "hexkey",
        "textkey",
        "rekey",
        "hexrekey",
        "textrekey",
        "cipher_key",
        "cipher_salt",
        "cipher_add_random",
    };

    private State state = State.START;
    private boolean keyPragma;

    /** Takes the token that {@code tokens} stands at. */
    Finding take(SqlTokens tokens) {
        if (tokens.isSymbol(';')) {
            state = State.START;
            keyPragma = false;
            return Finding.NONE;
        }
        if (state == State.START) {
            state = begin(tokens);
        } else if (state == State.PRAGMA) {
            keyPragma |= isKeyPragma(tokens.text());
            state = State.PRAGMA_NAME;
        } else if (state == State.PRAGMA_NAME) {
            return afterPragmaName(tokens);
        } else if (state == State.ATTACH_AS) {
            // KEY is a legal schema name.
            state = State.ATTACH;
        } else if (state == State.ATTACH) {
            if (tokens.isWord("key")) {
                return Finding.AFTER;
            }
            if (tokens.isWord("as")) {
                state = State.ATTACH_AS;
            }
        }
        return Finding.NONE;
    }

    /** Whether the statement names files, whose URIs may hold keys among their parameters. */
    boolean inFileStatement() {
        return state == State.ATTACH || state == State.ATTACH_AS || state == State.VACUUM;
    }

    private static State begin(SqlTokens tokens) {
        if (tokens.isWord("pragma")) {
            return State.PRAGMA;
        }
        if (tokens.isWord("attach")) {
            return State.ATTACH;
        }
        if (tokens.isWord("vacuum")) {
            return State.VACUUM;
        }
        boolean explain =
                tokens.isWord("explain") || tokens.isWord("query") || tokens.isWord("plan");
        return explain ? State.START : State.OTHER;
    }

    private Finding afterPragmaName(SqlTokens tokens) {
        if (tokens.isSymbol('.')) {
            state = State.PRAGMA;
            return Finding.NONE;
        }
        state = State.OTHER;
        if (!keyPragma) {
            return Finding.NONE;
        }
        return tokens.isSymbol('=') || tokens.isSymbol('(') ? Finding.AFTER : Finding.HERE;
    }

    private static boolean isKeyPragma(String name) {
        for (String keyPragma : KEY_PRAGMAS) {
            if (keyPragma.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
