package io.github.sqliteleak.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text that begins with a PRAGMA and is given to the driver to be prepared, which compiles its
 * first statement and passes over the rest.
 *
 * @param asksForWal whether the first statement sets {@code journal_mode} to WAL on the database
 *     that the connection was opened for
 * @param notRun the statements behind the first one when a PRAGMA among them sets something; else
 *     empty
 */
public record PragmaText(boolean asksForWal, List<String> notRun) {
    /** Ask or do something, whatever their argument says. */
    private static final Set<String> NO_SETTINGS =
            Set.of("wal_checkpoint", "optimize", "incremental_vacuum", "shrink_memory");

    /** Null when nothing in the text is of interest. */
    public static @Nullable PragmaText of(String sql) {
        boolean wal = asksForWal(sql);
        List<String> notRun = sql.indexOf(';') < 0 ? List.of() : behindFirst(sql);
        return wal || !notRun.isEmpty() ? new PragmaText(wal, notRun) : null;
    }

    private static List<String> behindFirst(String sql) {
        List<String> statements = SqlScript.split(sql);
        if (statements.size() < 2) {
            return List.of();
        }
        List<String> rest = statements.subList(1, statements.size());
        Assignment first = Assignment.in(statements.get(0));
        for (String statement : rest) {
            Assignment assignment = Assignment.in(statement);
            if (assignment != null && assignment.isSetting() && !assignment.equals(first)) {
                return List.copyOf(rest);
            }
        }
        return List.of();
    }

    /**
     * What a statement sets, as {@code name=value} in lower case; null when it sets nothing of the
     * main database.
     */
    public static @Nullable String setting(String sql) {
        Assignment assignment = Assignment.in(sql);
        if (assignment == null || !assignment.isSetting()) {
            return null;
        }
        boolean main = assignment.schema() == null || assignment.schema().equals("main");
        return main ? assignment.name() + '=' + assignment.value() : null;
    }

    /** Whether it may write to the database without setting anything. */
    public static boolean mayWrite(String sql) {
        String name = name(sql);
        return name.equals("optimize") || name.equals("incremental_vacuum");
    }

    /** Of the first statement, in lower case, without its schema. */
    static String name(String sql) {
        SqlTokens tokens = new SqlTokens(sql, SqlTokens.skipToStatement(sql, 0));
        tokens.next();
        tokens.next();
        String name = Assignment.lower(tokens);
        tokens.next();
        return tokens.isSymbol('.') && tokens.next() ? Assignment.lower(tokens) : name;
    }

    private static boolean asksForWal(String sql) {
        Assignment assignment = Assignment.in(sql);
        return assignment != null
                && assignment.name().equals("journal_mode")
                && assignment.value().equals("wal")
                && (assignment.schema() == null || assignment.schema().equals("main"));
    }

    /** {@code PRAGMA schema.name = value} or {@code PRAGMA schema.name(value)}, in lower case. */
    private record Assignment(@Nullable String schema, String name, String value) {
        static @Nullable Assignment in(String sql) {
            SqlTokens tokens = new SqlTokens(sql, SqlTokens.skipToStatement(sql, 0));
            if (!tokens.next() || !tokens.isWord("pragma") || !tokens.next()) {
                return null;
            }
            String schema = null;
            String name = lower(tokens);
            tokens.next();
            if (tokens.isSymbol('.') && tokens.next()) {
                schema = name;
                name = lower(tokens);
                tokens.next();
            }
            if ((!tokens.isSymbol('=') && !tokens.isSymbol('(')) || !tokens.next()) {
                return null;
            }
            boolean negative = tokens.isSymbol('-');
            if (negative || tokens.isSymbol('+')) {
                tokens.next();
            }
            return new Assignment(schema, name, (negative ? "-" : "") + lower(tokens));
        }

        boolean isSetting() {
            return !NO_SETTINGS.contains(name)
                    && !name.endsWith("_info")
                    && !name.endsWith("_xinfo")
                    && !name.endsWith("_list")
                    && !name.endsWith("_check");
        }

        private static String lower(SqlTokens tokens) {
            return tokens.text().toLowerCase(Locale.ROOT);
        }
    }
}
