package io.github.sqliteleak.transaction;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.ExclusiveMode;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.registry.TransactionOutcome;
import io.github.sqliteleak.registry.WriteCursor;
import io.github.sqliteleak.sql.SavepointName;
import io.github.sqliteleak.sql.SqlScript;
import io.github.sqliteleak.sql.StatementKind;
import org.jspecify.annotations.Nullable;

/**
 * Follows transactions by the statements that succeeded, since the driver does not tell what {@code
 * sqlite3_get_autocommit} says.
 */
public final class TransactionTracker {

    private final LockEffects locks;
    private volatile @Nullable TransactionObserver observer;

    /**
     * @param keepStacks whether to keep where each transaction began
     */
    public TransactionTracker(boolean keepStacks) {
        locks = new LockEffects(keepStacks);
    }

    /** Tells this observer of transactions from now on. */
    public void observe(TransactionObserver newObserver) {
        observer = newObserver;
    }

    /** The connection was closed, which ends its transaction. */
    public void closed(TrackedConnection connection) {
        ended(connection, TransactionOutcome.CLOSED);
    }

    /** The application has ended without ending the transaction, if the connection has one. */
    public void leftOpen(TrackedConnection connection) {
        OpenTransaction open = connection.transaction();
        if (open != null) {
            open.ended(connection, TransactionOutcome.LEFT_OPEN);
        }
    }

    /** A prepared statement has run. */
    public void ran(TrackedStatement statement) {
        TrackedConnection connection = statement.connection();
        OpenTransaction open = connection.transaction();
        if (open != null && statement.isApplications()) {
            open.ran(statement.kind());
        }
        took(connection, statement.kind(), statement.sql());
    }

    /** A single statement has run. */
    public void ran(TrackedConnection connection, String sql) {
        ran(connection, StatementKind.of(sql), sql);
    }

    /** A text of any number of statements has run to its end. */
    public void ranScript(TrackedConnection connection, String script) {
        for (String statement : SqlScript.split(script)) {
            ran(connection, StatementKind.of(statement), statement);
        }
    }

    /** A statement that writes stands on a row of its result: it has not ended yet. */
    public void writeGoesOn(TrackedStatement statement) {
        TrackedConnection connection = statement.connection();
        if (connection.transaction() == null
                && !connection.isTransactionUncertain()
                && !connection.otherSchemas().writesTemporary(statement.sql())) {
            connection.writeCursor(new WriteCursor(statement, locks.here(connection)));
        }
    }

    /**
     * A text of any number of statements failed, each of which is run until one fails.
     *
     * @param code primary or extended result code
     */
    public void scriptFailed(TrackedConnection connection, String script, int code) {
        connection.otherSchemas().mayHaveRun(FailedScript.beforeFailure(script));
        String begin = FailedScript.beginLeftBy(connection, script, code);
        if (begin != null) {
            connection.transaction(begin(connection, begin, false));
        } else if (connection.transaction() != null) {
            failed(connection, script, code);
        } else {
            doubt(connection, script);
        }
    }

    /** Which statements of a text ran is not known. */
    private static void doubt(TrackedConnection connection, String script) {
        if (SqlScript.controlsTransaction(script)) {
            connection.markTransactionUncertain();
        }
    }

    /**
     * A statement failed.
     *
     * @param sql the statement, null when not known
     * @param code primary or extended result code
     * @see <a href="https://www.sqlite.org/lang_transaction.html">Errors after which SQLite may
     *     roll back by itself</a>
     */
    public void failed(TrackedConnection connection, @Nullable String sql, int code) {
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

    /** A batch failed at one of its entries; those before it may have run. */
    public void ranInPart(TrackedConnection connection) {
        OpenTransaction open = connection.transaction();
        if (open != null) {
            open.markMayHaveLocked();
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
            case ENDED -> ended(connection, TransactionOutcome.ROLLED_BACK);
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

    private void ran(TrackedConnection connection, StatementKind kind, String sql) {
        OpenTransaction open = connection.transaction();
        if (open != null) {
            open.ran(kind);
        }
        took(connection, kind, sql);
    }

    /** What the statement has done to the locks of its connection. */
    private void took(TrackedConnection connection, StatementKind kind, String sql) {
        OpenTransaction open = connection.transaction();
        if (connection.exclusiveMode() != null) {
            ExclusiveMode.used(connection);
        }
        switch (kind) {
            case BEGIN_DEFERRED, BEGIN_IMMEDIATE, BEGIN_EXCLUSIVE ->
                    connection.transaction(begin(connection, sql, false));
            case COMMIT -> ended(connection, TransactionOutcome.COMMITTED);
            case ROLLBACK -> ended(connection, TransactionOutcome.ROLLED_BACK);
            case SAVEPOINT -> savepoint(connection, open, sql);
            case RELEASE -> {
                if (open != null && open.release(nameIn(sql))) {
                    ended(connection, TransactionOutcome.COMMITTED);
                }
            }
            case ROLLBACK_TO -> {
                if (open != null) {
                    open.rollbackTo(nameIn(sql));
                }
            }
            case WRITE -> {
                connection.markUsedTables();
                locks.wrote(connection, open, sql);
            }
            case PRAGMA -> locks.pragma(connection, open, sql);
            case CREATE_TEMPORARY -> connection.otherSchemas().createdTemporary(sql);
            case ATTACH -> connection.otherSchemas().attached(sql, connection.flags());
            case DETACH -> connection.otherSchemas().detached(sql);
            case READ -> locks.read(connection, open, sql);
            case OTHER -> {
                if (open != null) {
                    open.markMayHaveLocked();
                }
            }
            default -> {}
        }
    }

    private void savepoint(
            TrackedConnection connection, @Nullable OpenTransaction open, String sql) {
        OpenTransaction in = open;
        if (in == null) {
            in = begin(connection, sql, true);
            connection.transaction(in);
        }
        in.savepoint(nameIn(sql));
    }

    private OpenTransaction begin(TrackedConnection connection, String sql, boolean bySavepoint) {
        OpenTransaction begun = new OpenTransaction(sql, locks.here(connection), bySavepoint);
        TransactionObserver told = observer;
        if (told != null) {
            begun.record(told.transactionBegan());
        }
        return begun;
    }

    private static void ended(TrackedConnection connection, TransactionOutcome outcome) {
        OpenTransaction open = connection.transaction();
        connection.transaction(null);
        if (open != null) {
            open.ended(connection, outcome);
        }
    }

    private static boolean endsTransaction(StatementKind kind) {
        return kind == StatementKind.COMMIT || kind == StatementKind.ROLLBACK;
    }

    private static String nameIn(String sql) {
        String name = SavepointName.of(sql);
        return name == null ? "" : name;
    }
}
