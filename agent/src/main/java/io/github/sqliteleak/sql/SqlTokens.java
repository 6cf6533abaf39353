package io.github.sqliteleak.sql;

/**
 * A cursor over the tokens of an SQL text, cut as SQLite's own tokenizer cuts them. White space and
 * comments lie between tokens. Never throws: whatever is not terminated runs to the end.
 */
final class SqlTokens {
    enum Type {
        WORD,
        QUOTED_NAME,
        STRING,
        BLOB,
        NUMBER,
        PARAMETER,
        SYMBOL,
        END
    }

    private final String sql;
    private Type type = Type.END;
    private int start;
    private int end;
    private boolean afterBlank;
    private boolean unterminated;

    /** Stands before the first token at or after {@code from}. */
    SqlTokens(String sql, int from) {
        this.sql = sql;
        this.end = from;
    }

    Type type() {
        return type;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Whether white space or a comment stands before this token. */
    boolean afterBlank() {
        return afterBlank;
    }

    /** Whether the text ends within this token; at the end, whether it ends within a comment. */
    boolean unterminated() {
        return unterminated;
    }

    boolean atEnd() {
        return type == Type.END;
    }

    boolean isSymbol(char symbol) {
        return type == Type.SYMBOL && sql.charAt(start) == symbol;
    }

    boolean isWord(String lowerCase) {
        return type == Type.WORD && startsWithWord(sql, start, lowerCase);
    }

    boolean endsStatement() {
        return atEnd() || isSymbol(';');
    }

    /** The token's text; a name or string without its quotes. */
    String text() {
        if (type != Type.QUOTED_NAME && type != Type.STRING) {
            return sql.substring(start, end);
        }
        String inner = sql.substring(start + 1, unterminated ? end : end - 1);
        char quote = sql.charAt(start);
        if (quote == '[' || inner.indexOf(quote) < 0) {
            return inner;
        }
        String one = String.valueOf(quote);
        return inner.replace(one + one, one);
    }

    /** Moves to the next token; false at the end. */
    boolean next() {
        int from = end;
        int at = skipBlanks(sql, from);
        unterminated = at < 0;
        start = at < 0 ? ~at : at;
        afterBlank = start > from;
        if (unterminated || start == sql.length()) {
            type = Type.END;
            end = sql.length();
            return false;
        }
        scan(sql.charAt(start));
        return true;
    }

    private void scan(char first) {
        char second = start + 1 < sql.length() ? sql.charAt(start + 1) : 0;
        if ((first == 'x' || first == 'X') && second == '\'') {
            type = Type.BLOB;
            endAfter('\'', start + 2, false);
        } else if (first == '\'') {
            type = Type.STRING;
            endAfter('\'', start + 1, true);
        } else if (first == '"' || first == '`') {
            type = Type.QUOTED_NAME;
            endAfter(first, start + 1, true);
        } else if (first == '[') {
            type = Type.QUOTED_NAME;
            endAfter(']', start + 1, false);
        } else if (isDigit(first) || (first == '.' && isDigit(second))) {
            type = Type.NUMBER;
            end = endOfNumber();
        } else if (first == '?' || ("$@:#".indexOf(first) >= 0 && isNamePart(second))) {
            type = Type.PARAMETER;
            end = endOfWord(sql, start + 1);
        } else if (isNamePart(first)) {
            type = Type.WORD;
            end = endOfWord(sql, start);
        } else {
            type = Type.SYMBOL;
            end = start + 1;
        }
    }

    private void endAfter(char quote, int from, boolean doubled) {
        int at = sql.indexOf(quote, from);
        while (doubled && at >= 0 && at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
            at = sql.indexOf(quote, at + 2);
        }
        unterminated = at < 0;
        end = at < 0 ? sql.length() : at + 1;
    }

    /**
     * Takes letters that follow digits too: SQLite refuses such a text, and none of it may leak.
     */
    private int endOfNumber() {
        boolean hex = sql.startsWith("0x", start) || sql.startsWith("0X", start);
        int i = start + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            boolean sign = (c == '+' || c == '-') && !hex && (sql.charAt(i - 1) | 0x20) == 'e';
            if (c != '.' && !sign && !isNamePart(c)) {
                break;
            }
            i++;
        }
        return i;
    }

    /**
     * The first place at or after {@code from} that is neither white space nor in a comment; {@code
     * ~place} of the comment when the text ends within one.
     */
    static int skipBlanks(String sql, int from) {
        int length = sql.length();
        int i = from;
        while (i < length) {
            char c = sql.charAt(i);
            if (isBlank(c)) {
                i++;
            } else if (c == '-' && sql.startsWith("--", i)) {
                int newline = sql.indexOf('\n', i);
                i = newline < 0 ? length : newline + 1;
            } else if (c == '/' && sql.startsWith("/*", i)) {
                int close = sql.indexOf("*/", i + 2);
                if (close < 0) {
                    return ~i;
                }
                i = close + 2;
            } else {
                return i;
            }
        }
        return i;
    }

    /** As {@link #skipBlanks}, over semicolons too; the text's length when no statement follows. */
    static int skipToStatement(String sql, int from) {
        int at = skipBlanks(sql, from);
        while (at >= 0 && at < sql.length() && sql.charAt(at) == ';') {
            at = skipBlanks(sql, at + 1);
        }
        return at < 0 ? sql.length() : at;
    }

    static int endOfWord(String sql, int from) {
        int i = from;
        while (i < sql.length() && isNamePart(sql.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Whether this word, whole, stands at {@code start}; in any case. */
    static boolean startsWithWord(String sql, int start, String lowerCase) {
        int end = start + lowerCase.length();
        if (end > sql.length()) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if ((sql.charAt(i) | 0x20) != lowerCase.charAt(i - start)) {
                return false;
            }
        }
        return end == sql.length() || !isNamePart(sql.charAt(end));
    }

    static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == '\uFEFF';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        char lower = (char) (c | 0x20);
        return (lower >= 'a' && lower <= 'z') || isDigit(c) || c == '_' || c == '$' || c >= 0x80;
    }
}
