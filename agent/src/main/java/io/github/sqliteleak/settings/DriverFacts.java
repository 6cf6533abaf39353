package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.driver.OpenFlags;
import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.OngoingWait;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.settings.IneffectiveSetting.Kind;
import io.github.sqliteleak.sql.PragmaText;
import io.github.sqliteleak.sql.StatementKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What methods of the driver do, or fail to do, against what their callers take for granted. */
final class DriverFacts {
    private static final String SAVEPOINT = "savepoint";
    private static final String SYNCHRONOUS = "synchronous=";

    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final IneffectiveSettings unmet;

    DriverFacts(ConnectionRegistry registry, int stackDepth, IneffectiveSettings unmet) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = unmet;
    }

    /**
     * A statement has failed.
     *
     * @param code primary
     */
    void failed(TrackedConnection connection, String sql, int code) {
        if (code == ResultCodes.ERROR) {
            refused(connection, sql);
        }
        if (code != ResultCodes.BUSY) {
            return;
        }
        CapturedStack stack = new CapturedStack();
        String method = driverMethod(stack);
        if ("isValid".equals(method)) {
            add(
                    connection,
                    Kind.IS_VALID,
                    "isValid",
                    "it has thrown after the busy timeout instead of answering, since it runs a"
                            + " statement that needs a lock");
        } else if (method != null && isBegin(sql)) {
            connection.failedBegin(method + " failed at " + place(stack));
        }
    }

    /** SQLite refuses it with an error, which who sets up connections may pass over. */
    private void refused(TrackedConnection connection, String sql) {
        OpenTransaction open = connection.transaction();
        String setting = open == null ? null : PragmaText.setting(sql);
        if (open != null && setting != null && setting.startsWith(SYNCHRONOUS)) {
            String begun = open.beginSite();
            add(
                    connection,
                    Kind.SYNCHRONOUS,
                    setting,
                    "refused inside a transaction" + (begun == null ? "" : " begun at " + begun));
        }
    }

    /** A statement that writes has run outside of a transaction, after a BEGIN that failed. */
    void wroteOutside(TrackedConnection connection, String failed) {
        connection.failedBegin(null);
        add(
                connection,
                Kind.NO_TRANSACTION,
                failed,
                "the driver takes the transaction for open, getAutoCommit() is false, and each"
                        + " statement commits by itself");
    }

    /** A text has run that the driver has made. */
    void ran(TrackedConnection connection, String sql) {
        OpenTransaction open = connection.transaction();
        if (sql.regionMatches(true, 0, SAVEPOINT, 0, SAVEPOINT.length())
                && open != null
                && open.mode().equals("savepoint")
                && open.sql().equals(sql)) {
            add(
                    connection,
                    Kind.SAVEPOINT,
                    "setSavepoint in auto-commit mode",
                    "it has turned auto-commit off. After releaseSavepoint() each statement commits by"
                            + " itself and commit() fails, after commit() the next transaction is open");
        }
    }

    /** {@code Connection.abort} was called. */
    void aborted(TrackedConnection connection) {
        add(
                connection,
                Kind.ABORT,
                "Connection.abort",
                "it does nothing in sqlite-jdbc, connection " + connection.id() + " stays open");
    }

    /** {@code Connection.setReadOnly} has thrown. */
    void readOnlyRefused(TrackedConnection connection) {
        add(
                connection,
                Kind.READ_ONLY,
                "setReadOnly",
                "it has thrown, which Spring's readOnly=true passes over, and the connection goes on as"
                        + (OpenFlags.isReadOnly(connection.flags())
                                ? " opened, read-only"
                                : " opened, for writing as well"));
    }

    /** {@code Statement.cancel} was called. */
    void cancelled(TrackedConnection connection) {
        OngoingWait wait = connection.pendingWait();
        if (wait != null && wait.goesOn(System.nanoTime())) {
            add(
                    connection,
                    Kind.CANCEL,
                    "Statement.cancel()",
                    "it does not end a wait for a lock, connection "
                            + connection.id()
                            + " goes on waiting until its busy timeout");
        }
    }

    private static boolean isBegin(String sql) {
        return switch (StatementKind.of(sql)) {
            case BEGIN_DEFERRED, BEGIN_IMMEDIATE, BEGIN_EXCLUSIVE -> true;
            default -> false;
        };
    }

    /**
     * The method of a connection of the driver's that the application has called; null for none.
     */
    private static @Nullable String driverMethod(CapturedStack stack) {
        String method = null;
        for (StackTraceElement frame : stack.frames()) {
            String type = frame.getClassName();
            if (type.startsWith("org.sqlite.")) {
                method =
                        type.toLowerCase(Locale.ROOT).endsWith("connection")
                                ? frame.getMethodName()
                                : null;
            } else if (method != null || !type.startsWith("io.github.sqliteleak.")) {
                break;
            }
        }
        return method;
    }

    private static String place(CapturedStack stack) {
        String site = stack.site();
        return site == null ? "an unknown place" : site;
    }

    private void add(TrackedConnection connection, Kind kind, String asked, String actual) {
        String database = connection.database().display();
        if (!unmet.isKnown(database, kind) && !registry.isExcluded(connection)) {
            unmet.add(
                    new IneffectiveSetting(
                            database, kind, asked, actual, CallStack.siteHere(stackDepth)));
        }
    }
}
