package io.github.sqliteleak.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a text of several statements apart. The semicolons within a trigger's body belong to it: as
 * in SQLite's {@code sqlite3_complete}, a trigger ends at {@code ; END ;}.
 */
public final class SqlScript {
    private SqlScript() {}

    /** The statements without their semicolons and without what stands around them. */
    public static List<String> split(String script) {
        List<String> statements = new ArrayList<>();
        SqlTokens tokens = new SqlTokens(script, 0);
        while (tokens.next()) {
            if (!tokens.isSymbol(';')) {
                int start = tokens.start();
                int end = skipStatement(tokens);
                statements.add(script.substring(start, end));
            }
        }
        return statements;
    }

    /**
     * Whether any statement of the script begins, ends or marks a place in a transaction. Exact,
     * and cheap for a text without a semicolon.
     */
    public static boolean controlsTransaction(String script) {
        if (script.indexOf(';') < 0) {
            return StatementKind.of(script).controlsTransaction();
        }
        SqlTokens tokens = new SqlTokens(script, 0);
        while (tokens.next()) {
            if (!tokens.isSymbol(';')) {
                if (StatementKind.of(script, tokens.start()).controlsTransaction()) {
                    return true;
                }
                skipStatement(tokens);
            }
        }
        return false;
    }

    /** Moves from a statement's first token to what ends it; the end of its last token. */
    private static int skipStatement(SqlTokens tokens) {
        boolean trigger = createsTrigger(tokens);
        boolean afterSemicolon = false;
        boolean afterEnd = false;
        int end = tokens.start();
        while (!tokens.atEnd()) {
            if (tokens.isSymbol(';')) {
                if (!trigger || afterEnd) {
                    return end;
                }
                afterSemicolon = true;
                afterEnd = false;
            } else {
                afterEnd = afterSemicolon && tokens.isWord("end");
                afterSemicolon = false;
            }
            end = tokens.end();
            tokens.next();
        }
        return end;
    }

    private static boolean createsTrigger(SqlTokens tokens) {
        while (tokens.isWord("explain") || tokens.isWord("query") || tokens.isWord("plan")) {
            tokens.next();
        }
        if (!tokens.isWord("create")) {
            return false;
        }
        tokens.next();
        if (tokens.isWord("temp") || tokens.isWord("temporary")) {
            tokens.next();
        }
        return tokens.isWord("trigger");
    }
}
