package io.github.sqliteleak.junit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * Looks for the statement of a script that SQLite refuses, by running ever longer beginnings of it
 * in memory: slow, exact, and only done when a test has failed already.
 */
final class FailingLine {
    private static final int MOST_STATEMENTS = 10_000;

    private FailingLine() {}

    /**
     * The line that the statement begins in, from 1; null when all of it runs here.
     *
     * @param before scripts that have run already
     */
    static @Nullable Integer find(List<String> before, String script) {
        try (Connection memory = JDBC.createConnection("jdbc:sqlite::memory:", new Properties())) {
            for (String earlier : before) {
                Script.execute(memory, earlier);
            }
            int from = 0;
            for (int i = 0; i < MOST_STATEMENTS && from < script.length(); i++) {
                int end = endOfStatement(script, from);
                try {
                    Script.execute(memory, script.substring(from, end));
                } catch (SQLException e) {
                    return lineOf(script, from);
                }
                from = end;
            }
            return null;
        } catch (SQLException e) {
            return null;
        }
    }

    /** Behind the next semicolon that is in no text, comment or trigger body. */
    private static int endOfStatement(String script, int from) {
        int at = from;
        while (at < script.length()) {
            int semicolon = nextSemicolon(script, at);
            if (semicolon < 0) {
                return script.length();
            }
            String statement = script.substring(from, semicolon + 1);
            if (!beginsTrigger(statement) || statement.matches("(?is).*\\bend\\s*;")) {
                return semicolon + 1;
            }
            at = semicolon + 1;
        }
        return script.length();
    }

    private static boolean beginsTrigger(String statement) {
        String bare = statement.replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("--[^\n]*", " ");
        return bare.matches("(?is)\\s*create\\s+(temp\\s+|temporary\\s+)?trigger\\b.*");
    }

    private static int nextSemicolon(String script, int from) {
        int i = from;
        while (i < script.length()) {
            char c = script.charAt(i);
            if (c == ';') {
                return i;
            }
            int end = -2;
            if (c == '\'' || c == '"' || c == '`') {
                end = script.indexOf(c, i + 1);
            } else if (c == '[') {
                end = script.indexOf(']', i);
            } else if (script.startsWith("--", i)) {
                end = script.indexOf('\n', i);
            } else if (script.startsWith("/*", i)) {
                end = script.indexOf("*/", i + 2);
            }
            if (end == -1) {
                return -1;
            }
            i = end == -2 ? i + 1 : end + 1;
        }
        return -1;
    }

    private static int lineOf(String script, int from) {
        int at = from;
        while (at < script.length()) {
            if (Character.isWhitespace(script.charAt(at))) {
                at++;
            } else if (script.startsWith("--", at)) {
                at = end(script, script.indexOf('\n', at), 1);
            } else if (script.startsWith("/*", at)) {
                at = end(script, script.indexOf("*/", at + 2), 2);
            } else {
                break;
            }
        }
        int upTo = Math.min(at, script.length());
        return 1 + (int) script.substring(0, upTo).chars().filter(c -> c == '\n').count();
    }

    private static int end(String script, int found, int length) {
        return found < 0 ? script.length() : found + length;
    }
}
