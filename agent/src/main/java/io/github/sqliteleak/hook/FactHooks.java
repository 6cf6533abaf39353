package io.github.sqliteleak.hook;

import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.settings.SettingsWatch;
import org.jspecify.annotations.Nullable;

/**
 * The calls woven into methods of the driver that do less than their callers take for granted. As
 * {@link OpenHooks}, named in {@code weave.Probes}.
 */
public final class FactHooks {
    private FactHooks() {}

    /** {@code Connection.abort} was called, which does nothing. */
    public static void aborted(@Nullable Object tracked) {
        try {
            if (tracked != null) {
                ((TrackedConnection) tracked).markAborted();
                SettingsWatch watch = HookTargets.settings;
                if (watch != null) {
                    watch.aborted((TrackedConnection) tracked);
                }
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** {@code Connection.setReadOnly} has thrown. */
    public static void readOnlyRefused(@Nullable Object tracked) {
        SettingsWatch watch = HookTargets.settings;
        if (watch == null || tracked == null) {
            return;
        }
        try {
            watch.readOnlyRefused((TrackedConnection) tracked);
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** {@code Statement.cancel} was called, most often not in the thread that runs it. */
    public static void cancelled(@Nullable Object tracked) {
        SettingsWatch watch = HookTargets.settings;
        if (watch == null || tracked == null) {
            return;
        }
        try {
            watch.cancelled((TrackedConnection) tracked);
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }
}
