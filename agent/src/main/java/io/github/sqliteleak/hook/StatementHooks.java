package io.github.sqliteleak.hook;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.OngoingWait;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.settings.SettingsWatch;
import io.github.sqliteleak.sql.StatementKind;
import io.github.sqliteleak.transaction.TransactionTracker;
import org.jspecify.annotations.Nullable;

/**
 * The calls woven into what runs statements, named in {@code weave.Probes}. Parameters are {@code
 * Object} where the type is the driver's or the agent's: woven code knows neither. A null where a
 * tracked object is expected means that it is not tracked. Most run under the monitor of the
 * driver's {@code DB}.
 */
public final class StatementHooks {
    private StatementHooks() {}

    /** {@code DB.prepare} begins. */
    public static void preparing(@Nullable Object tracked, String sql) {
        if (tracked != null && HookTargets.areOn()) {
            try {
                TrackedConnection connection = (TrackedConnection) tracked;
                LockHooks.preparing(connection, sql);
                SettingsWatch watch = HookTargets.settings;
                if (connection.isUseAwaited() && watch != null) {
                    watch.used(connection);
                }
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** {@code DB.prepare} has returned. The result goes into the statement pointer. */
    public static @Nullable Object prepared(@Nullable Object tracked, String sql) {
        ConnectionRegistry target = HookTargets.registry;
        if (target == null || tracked == null) {
            return null;
        }
        try {
            TrackedConnection connection = (TrackedConnection) tracked;
            TrackedStatement statement = target.prepared(connection, sql);
            LockHooks.prepared(statement);
            if (connection.hasLateEvents()) {
                LateEvents.commit(connection);
            }
            return statement;
        } catch (Throwable t) {
            HookFailures.caught(t);
            return null;
        }
    }

    /** The calling thread is about to run a text of any number of statements. */
    public static void entered(@Nullable Object tracked, String script) {
        if (tracked != null && HookTargets.areOn()) {
            try {
                TrackedConnection connection = (TrackedConnection) tracked;
                connection.enterScript(script);
                if (connection.isResting()) {
                    LockHooks.wake(connection);
                }
                LockHooks.running(connection, script);
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** The calling thread is about to run a prepared statement on the handle. */
    public static void entered(@Nullable Object tracked, @Nullable Object statement) {
        if (tracked != null && HookTargets.areOn()) {
            try {
                TrackedConnection connection = (TrackedConnection) tracked;
                TrackedStatement entering = (TrackedStatement) statement;
                connection.enter(entering);
                if (connection.isResting()) {
                    LockHooks.wake(connection);
                }
                if (entering != null && entering.usesBusyTimeout()) {
                    LockHooks.running(entering);
                }
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** {@code DB.execute} of a prepared statement has returned. */
    public static void executed(boolean row, @Nullable Object tracked, @Nullable Object statement) {
        if (tracked == null || !HookTargets.areOn()) {
            return;
        }
        try {
            TransactionTracker tracker = HookTargets.transactions;
            TrackedStatement ran = (TrackedStatement) statement;
            if (ran != null && tracker != null) {
                ran.cursorOpen(row);
                tracker.ran(ran);
                if (row && ran.kind() == StatementKind.WRITE) {
                    tracker.writeGoesOn(ran);
                }
                if (ran.usesBusyTimeout()) {
                    LockHooks.ran(ran);
                }
                SettingsWatch watch = HookTargets.settings;
                if (ran.concernsSettings() && watch != null) {
                    watch.ran(ran);
                }
                String failed = ran.connection().failedBegin();
                if (failed != null && ran.kind() == StatementKind.WRITE && watch != null) {
                    watch.wroteOutside(ran.connection(), failed);
                }
            }
            TrackedConnection connection = (TrackedConnection) tracked;
            OngoingWait wait = connection.leave();
            if (wait != null) {
                WaitHooks.waited(wait);
            }
            if (row && ran != null && ran.isCheckpoint()) {
                WaitHooks.checkpointed(ran, wait);
            }
            if (connection.hasLateEvents()) {
                LateEvents.commit(connection);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /**
     * {@code DB.exec} of a single text of the driver's own, such as {@code begin;}, has returned.
     */
    public static void executed(@Nullable Object tracked, String sql) {
        if (tracked == null || !HookTargets.areOn()) {
            return;
        }
        try {
            TransactionTracker tracker = HookTargets.transactions;
            TrackedConnection connection = (TrackedConnection) tracked;
            if (tracker != null) {
                tracker.ran(connection, sql);
            }
            SettingsWatch settings = HookTargets.settings;
            if (settings != null) {
                settings.ranOne(connection, sql);
            }
            LockHooks.ran(connection, sql, 0);
            OngoingWait wait = connection.leave();
            if (wait != null) {
                WaitHooks.waited(wait);
            }
            if (connection.hasLateEvents()) {
                LateEvents.commit(connection);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** {@code NativeDB._exec} of a text of any number of statements has returned. */
    public static void executedScript(int resultCode, @Nullable Object tracked, String script) {
        if (tracked == null || !HookTargets.areOn()) {
            return;
        }
        try {
            TransactionTracker tracker = HookTargets.transactions;
            TrackedConnection connection = (TrackedConnection) tracked;
            if (tracker != null) {
                if (resultCode == 0) {
                    tracker.ranScript(connection, script);
                } else {
                    tracker.scriptFailed(connection, script, resultCode);
                }
            }
            SettingsWatch settings = HookTargets.settings;
            if (settings != null) {
                settings.ranScript(connection, script, resultCode);
            }
            WaitHooks.failed(connection, connection.leave(), script, resultCode, null);
            LockHooks.ran(connection, script, resultCode);
            if (connection.hasLateEvents()) {
                LateEvents.commit(connection);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }
}
