package io.github.sqliteleak.transaction;

import io.github.sqliteleak.sql.ConflictClause;
import io.github.sqliteleak.sql.StatementKind;
import org.jspecify.annotations.Nullable;

/**
 * What a violated constraint does to the transaction. As a rule SQLite takes back the statement
 * alone, but {@code ON CONFLICT ROLLBACK} may stand in the schema, and {@code RAISE(ROLLBACK)} in a
 * trigger.
 *
 * @see <a href="https://www.sqlite.org/lang_conflict.html">The ON CONFLICT clause</a>
 */
enum Violation {
    ENDED,
    NOT_ENDED,
    UNSURE;

    private static final int FOREIGN_KEY = 787;
    private static final int NOT_NULL = 1299;
    private static final int PRIMARY_KEY = 1555;
    private static final int TRIGGER = 1811;
    private static final int UNIQUE = 2067;
    private static final int ROWID = 2579;
    private static final int DATA_TYPE = 3091;

    /**
     * @param sql what was run, null when not known
     * @param kind of that
     * @param code primary or extended result code
     */
    static Violation of(@Nullable String sql, StatementKind kind, int code) {
        if (code == FOREIGN_KEY || code == DATA_TYPE) {
            return NOT_ENDED;
        }
        if (sql == null || code == TRIGGER || kind != StatementKind.WRITE) {
            return UNSURE;
        }
        ConflictClause clause = ConflictClause.of(sql);
        if (clause == null || !isOfConflict(code)) {
            return UNSURE;
        }
        return clause == ConflictClause.ROLLBACK ? ENDED : NOT_ENDED;
    }

    private static boolean isOfConflict(int code) {
        return code == NOT_NULL || code == PRIMARY_KEY || code == UNIQUE || code == ROWID;
    }
}
