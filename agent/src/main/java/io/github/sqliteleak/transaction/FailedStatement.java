package io.github.sqliteleak.transaction;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.ExclusiveMode;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TransactionOutcome;
import io.github.sqliteleak.sql.SqlScript;
import io.github.sqliteleak.sql.StatementKind;
import org.jspecify.annotations.Nullable;

/** What a statement that failed has done to the transaction of its connection. */
final class FailedStatement {
    private final LockEffects locks;

    FailedStatement(LockEffects locks) {
        this.locks = locks;
    }

    /**
     * A statement failed.
     *
     * @param sql the statement, null when not known
     * @param code primary or extended result code
     * @see <a href="https://www.sqlite.org/lang_transaction.html">Errors after which SQLite may
     *     roll back by itself</a>
     */
    void failed(TrackedConnection connection, @Nullable String sql, int code) {
        if (connection.exclusiveMode() != null) {
            ExclusiveMode.used(connection);
        }
        OpenTransaction open = connection.transaction();
        if (open == null) {
            return;
        }
        if (sql != null && sql.indexOf(';') >= 0 && SqlScript.split(sql).size() > 1) {
            doubt(connection, sql);
            // Which of them failed is not known.
            failed(connection, open, null, StatementKind.OTHER, code);
        } else {
            StatementKind kind = sql == null ? StatementKind.OTHER : StatementKind.of(sql);
            failed(connection, open, sql, kind, code);
        }
    }

    private void failed(
            TrackedConnection connection,
            OpenTransaction open,
            @Nullable String sql,
            StatementKind kind,
            int code) {
        boolean met = ResultCodes.isLock(code);
        if (kind == StatementKind.OTHER || (kind == StatementKind.WRITE && !met)) {
            open.markMayHaveLocked();
        }
        switch (ResultCodes.primary(code)) {
            case ResultCodes.CONSTRAINT -> violated(connection, open, sql, kind, code);
            case ResultCodes.INTERRUPT -> {
                // A query that is interrupted leaves the transaction alone.
                if (kind != StatementKind.READ) {
                    connection.markTransactionUncertain();
                }
            }
            case ResultCodes.NOMEM, ResultCodes.IOERR, ResultCodes.FULL ->
                    connection.markTransactionUncertain();
            case ResultCodes.ERROR -> {
                if (endsTransaction(kind)) {
                    // "cannot commit - no transaction is active": SQLite had ended it already.
                    connection.transaction(null);
                }
            }
            case ResultCodes.BUSY -> {
                if (kind == StatementKind.COMMIT) {
                    open.markNotEnded();
                }
            }
            default -> {}
        }
    }

    /** A statement violated a constraint, which it does after it has got the locks it needs. */
    private void violated(
            TrackedConnection connection,
            OpenTransaction open,
            @Nullable String sql,
            StatementKind kind,
            int code) {
        switch (Violation.of(sql, kind, code)) {
            case ENDED -> OpenTransaction.end(connection, TransactionOutcome.ROLLED_BACK);
            case NOT_ENDED -> {
                if (sql != null && kind == StatementKind.WRITE) {
                    locks.wrote(connection, open, sql);
                } else if (kind == StatementKind.COMMIT) {
                    open.markNotEnded();
                }
            }
            case UNSURE -> open.markMayHaveEnded();
        }
    }

    /** Which statements of a text ran is not known. */
    static void doubt(TrackedConnection connection, String script) {
        if (SqlScript.controlsTransaction(script)) {
            connection.markTransactionUncertain();
        }
    }

    private static boolean endsTransaction(StatementKind kind) {
        return kind == StatementKind.COMMIT || kind == StatementKind.ROLLBACK;
    }
}
