package io.github.sqliteleak.transaction;

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
 * Follows transactions by the statements that succeeded, since the driver does not show what {@code
 * sqlite3_get_autocommit} says.
 */
public final class TransactionTracker {

    private final LockEffects locks;
    private final FailedStatement failures;
    private volatile @Nullable TransactionObserver observer;
    private @Nullable CommitWatch commits;

    /**
     * @param keepStacks whether to keep where each transaction began
     */
    public TransactionTracker(boolean keepStacks) {
        locks = new LockEffects(keepStacks);
        failures = new FailedStatement(locks);
    }

    /** Whether to keep from now on where each transaction began. */
    public void keepStacks(boolean keep) {
        locks.keepStacks(keep);
    }

    /** This observer hears of transactions from now on. */
    public void observe(TransactionObserver newObserver) {
        observer = newObserver;
    }

    /** This watch hears of commits. Called before the first driver class is woven. */
    public void watchCommits(CommitWatch watch) {
        commits = watch;
    }

    /** The connection was closed, which ends its transaction. */
    public void closed(TrackedConnection connection) {
        OpenTransaction.end(connection, TransactionOutcome.CLOSED);
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
            FailedStatement.doubt(connection, script);
        }
    }

    /**
     * A statement failed.
     *
     * @param sql the statement, null when not known
     * @param code primary or extended result code
     */
    public void failed(TrackedConnection connection, @Nullable String sql, int code) {
        failures.failed(connection, sql, code);
    }

    /**
     * A transaction is open that began before anybody looked: when, where and what it has locked is
     * not known.
     */
    public void wasIn(TrackedConnection connection) {
        OpenTransaction open = new OpenTransaction("begin;", null, false);
        open.markMayHaveLocked();
        connection.transaction(open);
    }

    /** A batch failed at one of its entries; those before it may have run. */
    public void ranInPart(TrackedConnection connection) {
        OpenTransaction open = connection.transaction();
        if (open != null) {
            open.markMayHaveLocked();
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
            case COMMIT -> committed(connection, open);
            case ROLLBACK -> OpenTransaction.end(connection, TransactionOutcome.ROLLED_BACK);
            case SAVEPOINT -> savepoint(connection, open, sql);
            case RELEASE -> {
                if (open != null && open.release(nameIn(sql))) {
                    committed(connection, open);
                }
            }
            case ROLLBACK_TO -> {
                if (open != null) {
                    open.savepoints().rollbackTo(nameIn(sql));
                }
            }
            case WRITE -> {
                connection.markUsedTables();
                locks.wrote(connection, open, sql);
                if (open == null) {
                    mayHaveWritten(connection);
                }
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

    private void committed(TrackedConnection connection, @Nullable OpenTransaction open) {
        OpenTransaction.end(connection, TransactionOutcome.COMMITTED);
        if (open == null || open.mayHaveLocked()) {
            mayHaveWritten(connection);
        }
    }

    private void mayHaveWritten(TrackedConnection connection) {
        CommitWatch watch = commits;
        if (watch != null) {
            watch.committed(connection);
        }
    }

    private void savepoint(
            TrackedConnection connection, @Nullable OpenTransaction open, String sql) {
        OpenTransaction in = open;
        if (in == null) {
            in = begin(connection, sql, true);
            connection.transaction(in);
        }
        in.savepoints().add(nameIn(sql));
    }

    private OpenTransaction begin(TrackedConnection connection, String sql, boolean bySavepoint) {
        OpenTransaction begun = new OpenTransaction(sql, locks.here(connection), bySavepoint);
        TransactionObserver current = observer;
        if (current != null) {
            begun.record(current.transactionBegan());
        }
        return begun;
    }

    private static String nameIn(String sql) {
        String name = SavepointName.of(sql);
        return name == null ? "" : name;
    }
}
