package io.github.sqliteleak.toolkit;

import java.util.Locale;

/**
 * A cursor over the words and semicolons of an SQL text, cut as SQLite's own tokenizer cuts them:
 * U+FEFF is white space to it, a comment ends at a line feed and not at a carriage return, and what
 * is quoted is no keyword. What is not terminated runs to the end.
 */
final class SqlWords {
    /** The token of whatever is neither an unquoted word nor a semicolon. */
    static final String OTHER = "?";

    static final String SEMICOLON = ";";
    static final String END_OF_TEXT = "";

    private final String sql;
    private int at;

    SqlWords(String sql) {
        this.sql = sql;
    }

    /** The next token: a word in upper case or one of the constants. */
    String next() {
        skipBlanks();
        if (at >= sql.length()) {
            return END_OF_TEXT;
        }
        int start = at;
        char first = sql.charAt(at++);
        if (first == ';') {
            return SEMICOLON;
        }
        if (!isNamePart(first)) {
            skipQuoted(first);
            return OTHER;
        }
        while (at < sql.length() && isNamePart(sql.charAt(at))) {
            at++;
        }
        return sql.substring(start, at).toUpperCase(Locale.ROOT);
    }

    boolean hasSemicolonAhead() {
        return sql.indexOf(';', at) >= 0;
    }

    /** Takes a doubled quote for the end of one text and the beginning of another: no matter. */
    private void skipQuoted(char first) {
        if (first == '[') {
            skipPast("]", at);
        } else if (first == '\'' || first == '"' || first == '`') {
            skipPast(String.valueOf(first), at);
        }
    }

    private void skipBlanks() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == ' ' || (c >= '\t' && c <= '\r') || c == '\uFEFF') {
                at++;
            } else if (sql.startsWith("--", at)) {
                skipPast("\n", at + 2);
            } else if (sql.startsWith("/*", at)) {
                skipPast("*/", at + 2);
            } else {
                return;
            }
        }
    }

    private void skipPast(String end, int from) {
        int found = sql.indexOf(end, from);
        at = found < 0 ? sql.length() : found + end.length();
    }

    private static boolean isNamePart(char c) {
        int lower = c | 0x20;
        return (lower >= 'a' && lower <= 'z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '$'
                || c >= 0x80;
    }
}
