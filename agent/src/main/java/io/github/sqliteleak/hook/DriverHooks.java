package io.github.sqliteleak.hook;

import io.github.sqliteleak.lock.LockWatch;
import io.github.sqliteleak.registry.AgentThread;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.registry.TransactionTracker;
import io.github.sqliteleak.settings.SettingsWatch;
import java.lang.invoke.MethodHandles.Lookup;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are woven into sqlite-jdbc, named in {@code weave.Probes}. Parameters are {@code
 * Object} where the type is the driver's or the agent's: woven code knows neither. A null where a
 * tracked object is expected means that it is not tracked. Most run under the monitor of the
 * driver's {@code DB}.
 */
public final class DriverHooks {
    private DriverHooks() {}

    /** {@code DB.open} begins. The result goes into the handle, for {@link #handleOpened}. */
    public static @Nullable Object opening() {
        ConnectionRegistry target = HookTargets.registry;
        if (target == null) {
            return null;
        }
        try {
            if (AgentThread.isCurrent()) {
                return null;
            }
            HookTargets.beforeOpen();
            return target.opening();
        } catch (Throwable t) {
            HookFailures.caught(t);
            return null;
        }
    }

    /** {@code DB.open} has returned. The result goes into the handle. */
    public static @Nullable Object handleOpened(
            Object handle,
            String file,
            int flags,
            Set<?> statements,
            @Nullable Object opening,
            @Nullable Lookup driver) {
        ConnectionRegistry target = HookTargets.registry;
        if (target == null) {
            return null;
        }
        try {
            if (AgentThread.isCurrent()) {
                return null;
            }
            TrackedConnection tracked =
                    target.handleOpened(handle, file, flags, statements, opening);
            if (tracked != null) {
                watchLocks(tracked, driver);
            }
            return tracked;
        } catch (Throwable t) {
            HookFailures.caught(t);
            return null;
        }
    }

    private static void watchLocks(TrackedConnection tracked, @Nullable Lookup driver) {
        try {
            LockHooks.opened(tracked, driver);
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /**
     * {@code DB.open} has thrown.
     *
     * @param closed false when the native handle is open all the same
     */
    public static @Nullable Object handleLeftOpen(
            Object handle, String file, int flags, Set<?> statements, boolean closed) {
        return closed ? null : handleOpened(handle, file, flags, statements, null, null);
    }

    /** A connection could not be opened. */
    public static void openFailed() {
        ConnectionRegistry target = HookTargets.registry;
        try {
            if (target != null && !AgentThread.isCurrent()) {
                target.openFailed();
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** The constructor of the connection has returned. */
    public static void connected(
            Object connection, @Nullable String url, @Nullable Object tracked) {
        ConnectionRegistry target = HookTargets.registry;
        if (target == null || tracked == null) {
            return;
        }
        try {
            TrackedConnection opened = (TrackedConnection) tracked;
            if (!target.connected(opened, connection, url)) {
                LockHooks.excluded(opened);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** After {@link #connected}: what the connection was opened with. */
    public static void configured(@Nullable Object properties, @Nullable Object tracked) {
        SettingsWatch watch = HookTargets.settings;
        if (watch == null || tracked == null) {
            return;
        }
        try {
            watch.opened((TrackedConnection) tracked, properties);
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** {@code DB.close} has returned, or has thrown with the handle marked as closed. */
    public static void handleClosed(@Nullable Object tracked) {
        ConnectionRegistry target = HookTargets.registry;
        if (target == null || tracked == null) {
            return;
        }
        try {
            target.handleClosed((TrackedConnection) tracked);
            SettingsWatch watch = HookTargets.settings;
            if (watch != null) {
                watch.closed((TrackedConnection) tracked);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** {@code DB.close} has thrown. */
    public static void closeFailed(@Nullable Object tracked, boolean closed) {
        if (closed) {
            handleClosed(tracked);
        }
    }

    /** {@code DB.prepare} begins. */
    public static void preparing(@Nullable Object tracked, String sql) {
        if (tracked != null) {
            try {
                LockHooks.preparing((TrackedConnection) tracked, sql);
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
            TrackedStatement statement = target.prepared((TrackedConnection) tracked, sql);
            LockHooks.prepared(statement);
            return statement;
        } catch (Throwable t) {
            HookFailures.caught(t);
            return null;
        }
    }

    /** The calling thread is about to run statements that are not known here. */
    public static void entered(@Nullable Object tracked) {
        entered(tracked, (Object) null);
    }

    /** The calling thread is about to run a text of any number of statements. */
    public static void entered(@Nullable Object tracked, String script) {
        if (tracked != null) {
            try {
                TrackedConnection connection = (TrackedConnection) tracked;
                connection.enterScript(script);
                LockHooks.running(connection, script);
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** The calling thread is about to run a prepared statement on the handle. */
    public static void entered(@Nullable Object tracked, @Nullable Object statement) {
        if (tracked != null) {
            try {
                TrackedStatement entering = (TrackedStatement) statement;
                ((TrackedConnection) tracked).enter(entering);
                if (entering != null && entering.namesBusyTimeout()) {
                    LockHooks.running(entering);
                }
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** {@code DB.execute} of a prepared statement has returned. */
    public static void executed(boolean row, @Nullable Object tracked, @Nullable Object statement) {
        if (tracked == null) {
            return;
        }
        try {
            TransactionTracker tracker = HookTargets.transactions;
            TrackedStatement ran = (TrackedStatement) statement;
            if (ran != null && tracker != null) {
                ran.cursorOpen(row);
                tracker.ran(ran);
                if (ran.namesBusyTimeout()) {
                    LockHooks.ran(ran);
                }
                SettingsWatch watch = HookTargets.settings;
                if (ran.concernsSettings() && watch != null) {
                    watch.ran(ran);
                }
            }
            Object wait = ((TrackedConnection) tracked).leave();
            if (wait != null) {
                LockHooks.waited(wait);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /**
     * {@code DB.exec} of a single text of the driver's own, such as {@code begin;}, has returned.
     */
    public static void executed(@Nullable Object tracked, String sql) {
        if (tracked == null) {
            return;
        }
        try {
            TransactionTracker tracker = HookTargets.transactions;
            if (tracker != null) {
                tracker.ran((TrackedConnection) tracked, sql);
            }
            Object wait = ((TrackedConnection) tracked).leave();
            if (wait != null) {
                LockHooks.waited(wait);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** {@code NativeDB._exec} of a text of any number of statements has returned. */
    public static void executedScript(int resultCode, @Nullable Object tracked, String script) {
        if (tracked == null) {
            return;
        }
        try {
            TransactionTracker tracker = HookTargets.transactions;
            TrackedConnection connection = (TrackedConnection) tracked;
            if (tracker != null) {
                if (resultCode == 0) {
                    tracker.ranScript(connection, script);
                } else {
                    tracker.scriptFailed(connection, script);
                }
            }
            SettingsWatch settings = HookTargets.settings;
            if (settings != null) {
                settings.ranScript(connection, script, resultCode);
            }
            LockHooks.ran(connection, script, resultCode != 0);
            LockHooks.failed(connection, connection.leave(), script, resultCode);
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** A call after {@link #entered} has thrown. */
    public static void failed(Throwable thrown, @Nullable Object tracked, @Nullable String sql) {
        if (tracked == null) {
            return;
        }
        try {
            TransactionTracker tracker = HookTargets.transactions;
            TrackedConnection connection = (TrackedConnection) tracked;
            if (sql != null) {
                LockHooks.ran(connection, sql, true);
            }
            int code = 0;
            if (thrown instanceof SQLException failure) {
                code = failure.getErrorCode();
                code = LockWatch.isLockFailure(code) ? ExtendedCode.of(failure) : code;
            }
            if (tracker != null && code != 0) {
                tracker.failed(connection, sql, code);
                SettingsWatch settings = HookTargets.settings;
                if (settings != null) {
                    settings.failed(connection, sql, code & 0xFF);
                }
            }
            LockHooks.failed(connection, connection.leave(), sql, code);
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** {@code ResultSet.next} begins. */
    public static void stepping(@Nullable Object statement) {
        if (statement != null) {
            try {
                TrackedStatement stepped = (TrackedStatement) statement;
                stepped.connection().enter(stepped);
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** {@code ResultSet.next} has thrown. */
    public static void stepFailed(Throwable thrown, @Nullable Object statement) {
        if (statement != null) {
            try {
                TrackedStatement failed = (TrackedStatement) statement;
                failed(thrown, failed.connection(), failed.sql());
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** {@code ResultSet.next} has returned. */
    public static void stepped(@Nullable Object statement, boolean pastLastRow) {
        if (statement != null) {
            try {
                TrackedStatement stepped = (TrackedStatement) statement;
                if (pastLastRow) {
                    stepped.cursorOpen(false);
                }
                Object wait = stepped.connection().leave();
                if (wait != null) {
                    LockHooks.waited(wait);
                }
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** The statement has been reset: its cursor is closed. */
    public static void reset(@Nullable Object statement) {
        if (statement != null) {
            try {
                ((TrackedStatement) statement).cursorOpen(false);
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }
}
