package io.github.sqliteleak.hook;

import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.settings.SettingsWatch;
import org.jspecify.annotations.Nullable;

/** As {@link GuardedOpening}, for {@link OpenHooks#configured}. */
record GuardedSettings(
        SettingsWatch watch, TrackedConnection connection, @Nullable Object properties)
        implements Runnable {
    @Override
    public void run() {
        watch.opened(connection, properties);
    }
}
