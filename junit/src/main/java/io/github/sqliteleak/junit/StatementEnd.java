package io.github.sqliteleak.junit;

/**
 * Where a statement of a script ends, as SQLite's shell tells it: at the next semicolon that is in
 * no text or comment; that of a trigger at the first semicolon behind which stand {@code END} and a
 * semicolon, and nothing else.
 */
final class StatementEnd {
    private final String script;
    private int at;

    /** Of the words that begin a statement, as far as they could still lead to a trigger. */
    private boolean beginning = true;

    private boolean creates;
    private boolean trigger;

    /** In a trigger: 1 behind a semicolon, 2 behind a semicolon and {@code END}. */
    private int closing;

    private StatementEnd(String script, int from) {
        this.script = script;
        this.at = from;
    }

    /** The index behind the semicolon that ends the statement, or the script's length. */
    static int of(String script, int from) {
        return new StatementEnd(script, from).find();
    }

    private int find() {
        while (at < script.length()) {
            int gap = afterGap(script, at);
            if (gap > at) {
                at = gap;
                continue;
            }
            char c = script.charAt(at);
            if (c == ';') {
                at++;
                if (!trigger || closing == 2) {
                    return at;
                }
                closing = 1;
            } else if (Character.isJavaIdentifierPart(c)) {
                word();
            } else {
                at = afterQuote(c);
                beginning = false;
                closing = 0;
            }
        }
        return script.length();
    }

    private void word() {
        int from = at;
        while (at < script.length() && Character.isJavaIdentifierPart(script.charAt(at))) {
            at++;
        }
        String word = script.substring(from, at);
        closing = closing == 1 && word.equalsIgnoreCase("end") ? 2 : 0;
        if (!beginning) {
            return;
        }
        if (creates && word.equalsIgnoreCase("trigger")) {
            trigger = true;
            beginning = false;
        } else if (word.equalsIgnoreCase("create")) {
            creates = true;
        } else {
            beginning = word.matches(creates ? "(?i)temp|temporary" : "(?i)explain|query|plan");
        }
    }

    private int afterQuote(char quote) {
        int end = at;
        if (quote == '\'' || quote == '"' || quote == '`') {
            end = script.indexOf(quote, at + 1);
        } else if (quote == '[') {
            end = script.indexOf(']', at + 1);
        }
        return end < 0 ? script.length() : end + 1;
    }

    /** Behind a run of blanks, or a comment, when one stands there. */
    static int afterGap(String script, int from) {
        int to = from;
        while (to < script.length() && Character.isWhitespace(script.charAt(to))) {
            to++;
        }
        if (to > from) {
            return to;
        }
        if (script.startsWith("--", from)) {
            return behind("\n", script, from);
        }
        return script.startsWith("/*", from) ? behind("*/", script, from + 2) : from;
    }

    private static int behind(String end, String script, int from) {
        int found = script.indexOf(end, from);
        return found < 0 ? script.length() : found + end.length();
    }
}
