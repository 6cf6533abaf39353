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
     * @param query the settings of the connection, as in a URL
     */
    static @Nullable Integer find(List<String> before, String script, String query) {
        String url = "jdbc:sqlite::memory:" + query;
        try (Connection memory = JDBC.createConnection(url, new Properties())) {
            for (String earlier : before) {
                Script.execute(memory, earlier);
            }
            int from = 0;
            for (int i = 0; i < MOST_STATEMENTS && from < script.length(); i++) {
                int end = StatementEnd.of(script, from);
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

    private static int lineOf(String script, int from) {
        int at = from;
        int next = StatementEnd.afterGap(script, at);
        while (next > at) {
            at = next;
            next = StatementEnd.afterGap(script, at);
        }
        return 1 + (int) script.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
