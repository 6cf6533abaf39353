package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.sql.StatementKind;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.waits.LockCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Errors that are no lock by their code, SQLITE_ERROR, and yet come from what the same connection
 * has open: a result, or a transaction. Known by their text, since SQLite gives them no other code.
 */
public final class OwnWork {
    /** Begins a text of the agent's for what is no statement. */
    public static final String FUNCTION = "create function ";

    private static final String[] TEXTS = {
        // cannot VACUUM, cannot commit transaction
        "SQL statements in progress",
        "cannot VACUUM from within a transaction",
        "wal mode from within a transaction",
        "Safety level may not be changed inside a transaction",
        "cannot start a transaction within a transaction",
        "database within transaction",
        "temporary storage cannot be changed from within a transaction",
    };

    private OwnWork() {}

    /**
     * Whether a failure is one of those.
     *
     * @param code primary or extended result code
     */
    public static boolean isInTheWay(int code, @Nullable Throwable thrown) {
        String message = thrown == null ? null : Foreign.message(thrown);
        if (code != ResultCodes.ERROR || message == null) {
            return false;
        }
        for (String text : TEXTS) {
            if (message.contains(text)) {
                return true;
            }
        }
        // DETACH; the same of a table or of the whole database has a code of its own.
        return message.contains("(database ") && message.endsWith(" is locked)");
    }

    /** What it is that the connection has open. */
    static Diagnosis diagnosis(TrackedConnection waiter, @Nullable String sql) {
        StatementKind kind = sql == null ? StatementKind.OTHER : StatementKind.of(sql);
        OpenTransaction open = waiter.transaction();
        boolean result =
                kind == StatementKind.DETACH
                        || kind == StatementKind.COMMIT
                        || (sql != null && sql.startsWith(FUNCTION));
        if (open != null && !result) {
            return ofTransaction(open);
        }
        TrackedStatement statement = openResult(waiter, kind == StatementKind.DETACH ? sql : null);
        if (statement != null) {
            return new Diagnosis(LockCause.OWN_RESULT, statement.preparing(), statement.sql());
        }
        return open != null
                ? ofTransaction(open)
                : new Diagnosis(LockCause.SAME_CONNECTION, null, null);
    }

    /** The database of a statement that its own connection is in the way of. */
    static @Nullable DatabaseFile database(TrackedConnection waiter, @Nullable String sql) {
        return sql != null && StatementKind.of(sql) == StatementKind.DETACH
                ? waiter.otherSchemas().detaching(sql)
                : waiter.database();
    }

    private static Diagnosis ofTransaction(OpenTransaction open) {
        return new Diagnosis(LockCause.OWN_TRANSACTION, open.beginning(), open.sql());
    }

    /**
     * One whose result is open, the one that reads from what is detached if there is one.
     *
     * @param detach the statement that detaches; null for another one
     */
    private static @Nullable TrackedStatement openResult(
            TrackedConnection waiter, @Nullable String detach) {
        List<TrackedStatement> open = new ArrayList<>();
        String schema = detach == null ? null : lastWord(detach) + '.';
        for (TrackedStatement statement : waiter.statements()) {
            if (statement.cursorOpen() && statement.isApplications()) {
                if (schema != null && statement.sql().toLowerCase(Locale.ROOT).contains(schema)) {
                    return statement;
                }
                open.add(statement);
            }
        }
        TrackedStatement reading = schema == null ? waiter.readingStatement() : null;
        if (reading != null) {
            return reading;
        }
        return open.size() == 1 ? open.get(0) : null;
    }

    private static String lastWord(String sql) {
        String text = sql.strip().replaceAll("[;\"'`\\[\\]]", " ").strip();
        return text.substring(text.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
    }
}
