package io.github.sqliteleak.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the hooks ask about a text that is about to be prepared, found out once. Programs prepare
 * the same few texts again and again, and pools and data sources the same PRAGMAs with each
 * connection; so the facts of some are kept. Texts with quotes are not, since secrets may stand in
 * them.
 */
public final class SqlFacts {
    private static final int KEPT = 64;
    private static final int LONGEST = 200;

    /** Written without a lock: the facts of one text are always the same. */
    private static final @Nullable SqlFacts[] KNOWN = new SqlFacts[KEPT];

    private final String sql;
    private final StatementKind kind;
    private final boolean usesTable;
    private final boolean usesBusyTimeout;
    private final boolean checkpoint;
    private final @Nullable PragmaText pragma;
    private final @Nullable String setting;
    private final boolean mayWrite;

    private SqlFacts(String sql) {
        this.sql = sql;
        this.kind = StatementKind.of(sql);
        this.usesTable = kind == StatementKind.WRITE || ReadSource.isTable(sql);
        this.usesBusyTimeout = BusyTimeoutPragma.isUsedIn(sql);
        boolean isPragma = kind == StatementKind.PRAGMA;
        this.checkpoint = isPragma && sql.toLowerCase(Locale.ROOT).contains("wal_checkpoint");
        this.pragma = isPragma ? PragmaText.of(sql) : null;
        this.setting = isPragma ? PragmaText.setting(sql) : null;
        this.mayWrite = isPragma && PragmaText.mayWrite(sql);
    }

    public static SqlFacts of(String sql) {
        int place = sql.hashCode() & (KEPT - 1);
        SqlFacts known = KNOWN[place];
        if (known != null && known.sql.equals(sql)) {
            return known;
        }
        SqlFacts found = new SqlFacts(sql);
        if (sql.length() <= LONGEST && sql.indexOf('\'') < 0 && sql.indexOf('"') < 0) {
            KNOWN[place] = found;
        }
        return found;
    }

    public StatementKind kind() {
        return kind;
    }

    /** Whether it writes, or reads a table of the main database for sure. */
    public boolean usesTable() {
        return usesTable;
    }

    /** See {@link BusyTimeoutPragma#isUsedIn}. */
    public boolean usesBusyTimeout() {
        return usesBusyTimeout;
    }

    /** True for {@code PRAGMA wal_checkpoint}, whose row says whether it could do its work. */
    public boolean isCheckpoint() {
        return checkpoint;
    }

    /** Of a PRAGMA, what its text says about settings; null when that is nothing. */
    public @Nullable PragmaText pragma() {
        return pragma;
    }

    /** See {@link PragmaText#setting}; null of what is no PRAGMA. */
    public @Nullable String setting() {
        return setting;
    }

    /** See {@link PragmaText#mayWrite}; false of what is no PRAGMA. */
    public boolean mayWrite() {
        return mayWrite;
    }
}
