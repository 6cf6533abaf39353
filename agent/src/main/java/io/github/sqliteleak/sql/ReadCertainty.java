package io.github.sqliteleak.sql;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether a statement that reads has SQLite read the main database, by which a transaction comes to
 * its snapshot or, without a WAL, to its read lock. Told by the text: {@code SELECT 1} reads
 * nothing, and what stands in an expression or a common table expression may never be run.
 */
public enum ReadCertainty {
    SURE,
    MAYBE,
    NONE;

    private static final Set<String> PRAGMAS =
            Set.of(
                    "application_id",
                    "data_version",
                    "default_cache_size",
                    "freelist_count",
                    "integrity_check",
                    "max_page_count",
                    "page_count",
                    "quick_check",
                    "schema_version",
                    "table_info",
                    "table_list",
                    "table_xinfo",
                    "user_version");

    /** These find nothing to read where what they are asked about is not there. */
    private static final Set<String> PRAGMAS_THAT_MAY =
            Set.of(
                    "foreign_key_check",
                    "foreign_key_list",
                    "index_info",
                    "index_list",
                    "index_xinfo",
                    "optimize");

    /** What ends the list of sources behind FROM. */
    private static final Set<String> AFTER_SOURCES =
            Set.of(
                    "where",
                    "group",
                    "having",
                    "window",
                    "order",
                    "limit",
                    "union",
                    "intersect",
                    "except",
                    "select",
                    "values");

    /** Of the first statement in the text, of {@link StatementKind#READ}. */
    public static ReadCertainty of(String sql) {
        if (!ReadSource.hasAny(sql)) {
            return mayNameTable(sql) ? MAYBE : NONE;
        }
        SqlTokens tokens = new SqlTokens(sql, SqlTokens.skipToStatement(sql, 0));
        tokens.next();
        Map<String, Boolean> named = new HashMap<>();
        if (tokens.isWord("with")) {
            readNamed(tokens, named);
        }
        return reads(tokens, named) ? SURE : MAYBE;
    }

    /** Of a PRAGMA that sets nothing. */
    public static ReadCertainty ofPragma(String sql) {
        String name = PragmaText.name(sql);
        if (PRAGMAS.contains(name)) {
            return SURE;
        }
        return PRAGMAS_THAT_MAY.contains(name) ? MAYBE : NONE;
    }

    /** {@code SELECT 5 IN t}, without a FROM. */
    private static boolean mayNameTable(String sql) {
        SqlTokens tokens = new SqlTokens(sql, SqlTokens.skipToStatement(sql, 0));
        tokens.next();
        if (tokens.isWord("explain")) {
            return false;
        }
        while (!tokens.endsStatement()) {
            if (tokens.isWord("in")) {
                return true;
            }
            tokens.next();
        }
        return false;
    }

    /** The common table expressions, and whether each reads for sure; ends behind the last one. */
    private static void readNamed(SqlTokens tokens, Map<String, Boolean> named) {
        tokens.next();
        if (tokens.isWord("recursive")) {
            tokens.next();
        }
        while (!tokens.endsStatement()) {
            String name = tokens.text().toLowerCase(Locale.ROOT);
            tokens.next();
            if (tokens.isSymbol('(')) {
                skipParentheses(tokens);
            }
            while (!tokens.endsStatement() && !tokens.isSymbol('(')) {
                tokens.next();
            }
            named.put(name, false);
            tokens.next();
            named.put(name, reads(tokens, named));
            tokens.next();
            if (!tokens.isSymbol(',')) {
                return;
            }
            tokens.next();
        }
    }

    /** Whether a query reads for sure; ends at the parenthesis that closes it, or at its end. */
    private static boolean reads(SqlTokens tokens, Map<String, Boolean> named) {
        boolean reads = false;
        boolean sources = false;
        boolean source = false;
        while (!tokens.endsStatement() && !tokens.isSymbol(')')) {
            if (tokens.isSymbol('(')) {
                if (source) {
                    tokens.next();
                    reads |= tokens.isWord("select") && reads(tokens, named);
                    skipToEnd(tokens);
                } else {
                    skipParentheses(tokens);
                }
                source = false;
                continue;
            }
            if (tokens.isWord("from")) {
                sources = true;
                source = true;
            } else if (sources && (tokens.isSymbol(',') || tokens.isWord("join"))) {
                source = true;
            } else if (source) {
                source = false;
                reads |= readsSource(tokens, named);
                continue;
            } else if (sources && isAfterSources(tokens)) {
                sources = false;
            }
            tokens.next();
        }
        return reads;
    }

    private static boolean isAfterSources(SqlTokens tokens) {
        return tokens.type() == SqlTokens.Type.WORD
                && AFTER_SOURCES.contains(tokens.text().toLowerCase(Locale.ROOT));
    }

    /** A name, that of a schema before it; ends behind it. */
    private static boolean readsSource(SqlTokens tokens, Map<String, Boolean> named) {
        String name = tokens.text().toLowerCase(Locale.ROOT);
        tokens.next();
        if (tokens.isSymbol('.')) {
            tokens.next();
            tokens.next();
            return name.equals("main");
        }
        Boolean expression = named.get(name);
        return expression == null ? !name.startsWith("sqlite_temp") : expression;
    }

    /** From an opening parenthesis to behind the one that closes it. */
    private static void skipParentheses(SqlTokens tokens) {
        tokens.next();
        skipToEnd(tokens);
    }

    /** From within parentheses to behind them. */
    private static void skipToEnd(SqlTokens tokens) {
        int depth = 1;
        while (!tokens.endsStatement()) {
            if (tokens.isSymbol('(')) {
                depth++;
            } else if (tokens.isSymbol(')') && --depth == 0) {
                tokens.next();
                return;
            }
            tokens.next();
        }
    }
}
