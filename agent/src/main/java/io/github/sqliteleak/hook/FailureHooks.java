package io.github.sqliteleak.hook;

import io.github.sqliteleak.driver.ExtendedCode;
import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.settings.SettingsWatch;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.transaction.TransactionTracker;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The calls woven into what runs statements, for those that have thrown. As {@link StatementHooks},
 * named in {@code weave.Probes}.
 */
public final class FailureHooks {
    private FailureHooks() {}

    /** A call after {@link StatementHooks#entered} has thrown that ran one statement. */
    public static void failed(Throwable thrown, @Nullable Object tracked, @Nullable String sql) {
        note(thrown, tracked, sql, false);
        if (tracked instanceof TrackedConnection connection && connection.hasLateEvents()) {
            LateEvents.commit(connection);
        }
    }

    /** {@code NativeDB._exec} has thrown. */
    public static void scriptFailed(Throwable thrown, @Nullable Object tracked, String script) {
        note(thrown, tracked, script, true);
        if (tracked instanceof TrackedConnection connection && connection.hasLateEvents()) {
            LateEvents.commit(connection);
        }
    }

    /** {@code DB.executeBatch}, which runs one statement again and again, has thrown. */
    public static void batchFailed(
            Throwable thrown, @Nullable Object tracked, @Nullable Object statement) {
        if (tracked == null || !HookTargets.areOn()) {
            return;
        }
        try {
            TrackedStatement ran = (TrackedStatement) statement;
            TrackedConnection connection = (TrackedConnection) tracked;
            note(thrown, connection, ran == null ? null : ran.sql(), false);
            TransactionTracker tracker = HookTargets.transactions;
            if (tracker != null) {
                tracker.ranInPart(connection);
            }
            if (connection.hasLateEvents()) {
                LateEvents.commit(connection);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /**
     * {@code NativeDB.create_function} or {@code create_collation} has returned. SQLite refuses
     * with SQLITE_BUSY while a statement of the same connection has not ended.
     */
    public static void functionMade(int code, @Nullable Object tracked, @Nullable String name) {
        if (ResultCodes.primary(code) == ResultCodes.BUSY && tracked != null) {
            try {
                TrackedConnection connection = (TrackedConnection) tracked;
                WaitHooks.functionRefused(connection, name);
                if (connection.hasLateEvents()) {
                    LateEvents.commit(connection);
                }
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** A call of a connection has thrown because it is closed. */
    public static void connectionClosed(Throwable thrown, @Nullable Object tracked) {
        ConnectionRegistry target = HookTargets.registry;
        if (target == null || tracked == null) {
            return;
        }
        try {
            target.usesAfterClose().failed((TrackedConnection) tracked, null, thrown);
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** A call of a statement or a result has thrown because the statement is closed. */
    public static void statementClosed(Throwable thrown, @Nullable Object statement) {
        ConnectionRegistry target = HookTargets.registry;
        if (target == null || statement == null) {
            return;
        }
        try {
            TrackedStatement used = (TrackedStatement) statement;
            target.usesAfterClose().failed(used.connection(), used.sql(), thrown);
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** Commits no events: that is for the hook. */
    static void note(
            Throwable thrown, @Nullable Object tracked, @Nullable String sql, boolean script) {
        if (tracked == null || !HookTargets.areOn()) {
            return;
        }
        try {
            TransactionTracker tracker = HookTargets.transactions;
            TrackedConnection connection = (TrackedConnection) tracked;
            ConnectionRegistry registry = HookTargets.registry;
            if (registry != null) {
                registry.usesAfterClose().failed(connection, sql, thrown);
            }
            boolean preparing = connection.isPreparing();
            int code = 0;
            if (thrown instanceof SQLException failure) {
                code = Foreign.errorCode(failure);
                boolean extended =
                        ResultCodes.isLock(code)
                                || ResultCodes.primary(code) == ResultCodes.CONSTRAINT;
                code = extended ? ExtendedCode.of(failure) : code;
            }
            if (tracker != null && code != 0) {
                if (script && sql != null) {
                    tracker.scriptFailed(connection, sql, code);
                } else {
                    tracker.failed(connection, sql, code);
                }
                SettingsWatch settings = HookTargets.settings;
                if (settings != null) {
                    settings.failed(connection, sql, ResultCodes.primary(code), thrown);
                }
            }
            WaitHooks.failed(connection, connection.leave(), sql, code, thrown);
            if (script && sql != null) {
                // A failure without a code may have come at any of the statements.
                LockHooks.ran(connection, sql, code == 0 ? ResultCodes.INTERRUPT : code);
            } else {
                LockHooks.ended(connection, preparing ? sql : null);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }
}
