package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.SqlFacts;
import io.github.sqliteleak.sql.StatementKind;
import java.util.List;

/** Notes for each connection which settings the application has made on it since the opening. */
final class SettingsMade {
    private final VainPragmas vain;
    private final LoweredTimeouts timeouts;
    private final SkippedPragmas skipped;

    SettingsMade(VainPragmas vain, LoweredTimeouts timeouts, SkippedPragmas skipped) {
        this.vain = vain;
        this.timeouts = timeouts;
        this.skipped = skipped;
    }

    /** All statements of a text have run, up to the one that failed. */
    void ranScript(TrackedConnection connection, List<String> statements, int resultCode) {
        boolean judged = resultCode == 0 && !controlsTransaction(statements);
        for (String statement : statements) {
            // Of a text that failed, nobody knows which statements have run.
            ran(connection, statement, judged);
        }
    }

    /** With such a statement it is not known whether a transaction was open at each of the text. */
    private static boolean controlsTransaction(List<String> statements) {
        for (String statement : statements) {
            if (StatementKind.of(statement).controlsTransaction()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The first statement of the text has run.
     *
     * @param judged whether the state of the transaction is that in which it ran
     */
    void ran(TrackedConnection connection, String sql, boolean judged) {
        // The settings of the constructor can be asked of the driver.
        String setting = connection.url() == null ? null : SqlFacts.of(sql).setting();
        if (setting != null && !isSetByConstructor(connection)) {
            int equals = setting.indexOf('=');
            String name = setting.substring(0, equals);
            String value = setting.substring(equals + 1);
            if (name.equals("busy_timeout")) {
                timeouts.byPragma(connection, value);
            }
            if (!judged || vain.hasSet(connection, name, value)) {
                set(connection, name, value);
            }
        }
    }

    /** The driver has set a busy timeout, at the application's wish. */
    void busyTimeout(TrackedConnection connection, int millis) {
        if (connection.url() != null) {
            timeouts.byDriver(connection, millis);
            set(connection, "busy_timeout", Integer.toString(millis));
        }
    }

    private void set(TrackedConnection connection, String name, String value) {
        connection.setting(name, value);
        skipped.set(connection, name);
    }

    /**
     * Whether the driver itself sets it, in a constructor that was at work when the agent came. The
     * end of such a constructor is not seen.
     */
    private static boolean isSetByConstructor(TrackedConnection connection) {
        if (connection.isAdopted()) {
            for (StackTraceElement frame : new CapturedStack().frames()) {
                if (frame.getClassName().equals("org.sqlite.SQLiteConfig")) {
                    return true;
                }
            }
        }
        return false;
    }
}
