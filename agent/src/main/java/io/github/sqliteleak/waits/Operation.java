package io.github.sqliteleak.waits;

import io.github.sqliteleak.sql.SqlScript;
import io.github.sqliteleak.sql.StatementKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a statement that meets a lock was about to do; it decides whose lock is in its way. */
public enum Operation {
    READ,
    WRITE,
    BEGIN,
    COMMIT,
    CHECKPOINT,
    PRAGMA,
    /** Something else, or not known. */
    OTHER;

    /** The name used in events and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Of a text of one statement; of several it is that of the first that may wait.
     *
     * @param sql null when not known
     */
    public static Operation of(@Nullable String sql) {
        if (sql == null) {
            return OTHER;
        }
        Operation single = ofOne(sql);
        if (single != OTHER || sql.indexOf(';') < 0) {
            return single;
        }
        List<String> statements = SqlScript.split(sql);
        return statements.isEmpty() ? OTHER : ofOne(statements.get(0));
    }

    private static Operation ofOne(String sql) {
        return switch (StatementKind.of(sql)) {
            case READ -> READ;
            case WRITE -> WRITE;
            case BEGIN_DEFERRED, BEGIN_IMMEDIATE, BEGIN_EXCLUSIVE -> BEGIN;
            case COMMIT, RELEASE -> COMMIT;
            case PRAGMA ->
                    sql.toLowerCase(Locale.ROOT).contains("wal_checkpoint") ? CHECKPOINT : PRAGMA;
            default -> OTHER;
        };
    }
}
