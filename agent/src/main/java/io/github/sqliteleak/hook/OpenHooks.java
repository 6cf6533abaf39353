package io.github.sqliteleak.hook;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.Closings;
import io.github.sqliteleak.registry.ConnectionObserver;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.settings.SettingsWatch;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.system.Permissions;
import java.lang.invoke.MethodHandles.Lookup;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls woven into what opens and closes connections, named in {@code weave.Probes}. Parameters
 * are {@code Object} where the type is the driver's or the agent's: woven code knows neither. A
 * null where a tracked object is expected means that it is not tracked. Most run under the monitor
 * of the driver's {@code DB}.
 */
public final class OpenHooks {
    private OpenHooks() {}

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
        if (Permissions.areAsked()) {
            GuardedOpening work =
                    new GuardedOpening(handle, file, flags, statements, opening, driver);
            Permissions.use(work);
            return work.tracked();
        }
        return followed(handle, file, flags, statements, opening, driver);
    }

    static @Nullable Object followed(
            Object handle,
            String file,
            int flags,
            Set<?> statements,
            @Nullable Object opening,
            @Nullable Lookup driver) {
        ConnectionRegistry target = HookTargets.registry;
        try {
            if (AgentThread.isCurrent()) {
                return null;
            }
            if (target == null) {
                HookFailures.openedWhileOff();
                return null;
            }
            TrackedConnection tracked =
                    target.handleOpened(
                            handle, file, flags, statements, (ConnectionObserver.Opening) opening);
            if (tracked != null) {
                watchLocks(tracked, driver);
            }
            return tracked;
        } catch (Throwable t) {
            HookFailures.lostOpening(t);
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
    public static void openFailed(Throwable thrown, @Nullable String file) {
        ConnectionRegistry target = HookTargets.registry;
        try {
            if (target != null && !AgentThread.isCurrent()) {
                target.openFailed();
                SettingsWatch watch = HookTargets.settings;
                if (watch != null && thrown instanceof SQLException failure) {
                    watch.openFailed(file, ResultCodes.primary(Foreign.errorCode(failure)));
                }
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
        TrackedConnection opened = null;
        try {
            opened = (TrackedConnection) tracked;
            if (!target.connected(opened, connection, url)) {
                LockHooks.excluded(opened);
            }
            if (opened.hasLateEvents()) {
                LateEvents.commit(opened);
            }
        } catch (Throwable t) {
            if (opened == null || !opened.isConnected()) {
                HookFailures.lostOpening(t);
            } else {
                HookFailures.caught(t);
            }
        }
    }

    /** After {@link #connected}: what the connection was opened with. */
    public static void configured(@Nullable Object properties, @Nullable Object tracked) {
        SettingsWatch watch = HookTargets.settings;
        if (watch == null || tracked == null) {
            return;
        }
        try {
            if (Permissions.areAsked()) {
                Permissions.use(
                        new GuardedSettings(watch, (TrackedConnection) tracked, properties));
                return;
            }
            watch.opened((TrackedConnection) tracked, properties);
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** {@code DB.close} begins. */
    public static void closing(@Nullable Object tracked) {
        ConnectionRegistry target = HookTargets.registry;
        if (target == null || tracked == null) {
            return;
        }
        try {
            target.closings().closing((TrackedConnection) tracked);
            SettingsWatch watch = HookTargets.settings;
            if (watch != null) {
                watch.closing((TrackedConnection) tracked);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** {@code DB.close} has returned, or has thrown with the handle marked as closed. */
    public static void handleClosed(@Nullable Object tracked) {
        Closings target = HookTargets.closings;
        if (target == null || tracked == null) {
            return;
        }
        try {
            TrackedConnection closed = (TrackedConnection) tracked;
            target.handleClosed(closed);
            SettingsWatch watch = HookTargets.settings;
            if (watch != null) {
                watch.closed(closed);
            }
            if (closed.hasLateEvents()) {
                LateEvents.commit(closed);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** {@code DB.close} has thrown. */
    public static void closeFailed(@Nullable Object tracked, boolean closed) {
        if (closed) {
            handleClosed(tracked);
            return;
        }
        Closings target = HookTargets.closings;
        try {
            if (target != null && tracked != null) {
                target.notClosed((TrackedConnection) tracked);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }
}
