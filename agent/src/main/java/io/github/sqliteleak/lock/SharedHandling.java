package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Guard;
import org.jspecify.annotations.Nullable;

/**
 * The busy handling of all connections of a driver whose native code keeps one handler for the
 * whole process, that which was set last (sqlite-jdbc 3.39.2.0). So there is one of these, set
 * again and again, which passes each callback on to the connection that waits.
 */
public final class SharedHandling implements RetryHandling {
    private final LockWatch watch;

    SharedHandling(LockWatch watch) {
        this.watch = watch;
    }

    @Override
    public int retry(int attempt) throws Throwable {
        BusyHandling waiting = guardedWaiting();
        return waiting == null ? 0 : waiting.called(attempt);
    }

    private @Nullable BusyHandling guardedWaiting() {
        try {
            return waiting();
        } catch (Throwable t) {
            Guard.caught(t);
            return null;
        }
    }

    /**
     * That of the connection whose handle the calling thread has locked, as it has for all that it
     * asks of SQLite; of several the one that it has used last.
     */
    private @Nullable BusyHandling waiting() {
        BusyHandling found = null;
        long lastUse = 0;
        for (TrackedConnection connection : watch.open()) {
            if (connection.busyHandling() instanceof BusyHandling handling
                    && isLockedHere(connection.handle())
                    && (found == null || connection.lastUseNanos() - lastUse > 0)) {
                found = handling;
                lastUse = connection.lastUseNanos();
            }
        }
        return found;
    }

    private static boolean isLockedHere(@Nullable Object handle) {
        return handle != null && Thread.holdsLock(handle);
    }
}
