package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.BusyState;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.AgentThread;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.InvocationTargetException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Puts the agent's busy handler in the place of SQLite's own and keeps it there, so that each wait
 * is seen, and so that the application notices nothing.
 */
public final class BusyHandlers {
    private static final BusyState NOT_YET = new BusyLater();

    private final LockWatch watch;
    private final FollowedHandles handles;
    private final BusyPragmas pragmas;
    private final AtomicInteger installed = new AtomicInteger();
    private @Nullable IdleRounds idle;

    public BusyHandlers(LockWatch watch, BusyWeaving woven) {
        this.watch = watch;
        this.handles = new FollowedHandles(watch, woven);
        this.pragmas = new BusyPragmas(handles);
    }

    /**
     * A handle was opened.
     *
     * @param driver of {@code org.sqlite.core.DB}, with full access
     */
    public void opened(TrackedConnection connection, Lookup driver)
            throws ReflectiveOperationException {
        Object handle = connection.handle();
        if (handle == null) {
            return;
        }
        BusyDriver calls = handles.driver(handle, driver);
        if (canBeLocked(connection)) {
            install(connection, calls, calls.configuredTimeout(handle));
        } else {
            connection.busyHandling(NOT_YET);
        }
    }

    /** A database that nobody else can open is never locked, unless a file is attached to it. */
    private static boolean canBeLocked(TrackedConnection connection) {
        String file = connection.file();
        return !file.isEmpty() && !file.equals(":memory:");
    }

    /** A file is attached to the connection. */
    public void attaching(TrackedConnection connection) throws ReflectiveOperationException {
        Object handle = connection.handle();
        BusyDriver calls = handles.driver(handle);
        if (connection.busyHandling() == NOT_YET && handle != null && calls != null) {
            install(connection, calls, calls.configuredTimeout(handle));
            wake(connection);
        }
    }

    /** The first statement is what wakes it. */
    private void install(TrackedConnection connection, BusyDriver driver, int timeoutMillis) {
        connection.busyHandling(
                new BusyHandling(watch, connection, !driver.isShared(), timeoutMillis));
        if (installed.incrementAndGet() == 2) {
            // One connection alone has nobody to wait for but another process.
            AgentThread.of("lock-warm-up", new LockWarmUp()).start();
        }
    }

    /** The connection is not tracked after all. */
    public void release(TrackedConnection connection) throws ReflectiveOperationException {
        FollowedHandles.Followed at = handles.followedOrLeft(connection);
        if (at != null) {
            connection.busyHandling(null);
            at.handling().release(at.driver(), at.handle());
        }
    }

    /**
     * Has SQLite wait by itself on those of these connections that nobody has used since this
     * {@link System#nanoTime()}, up to the next statement: as long as it calls a handler of the
     * agent's, which is a class of the driver's package, the driver cannot be unloaded. Does not
     * block. By one thread.
     */
    public void rest(Collection<TrackedConnection> open, long before) {
        IdleRounds rounds = idle;
        if (rounds == null) {
            rounds = new IdleRounds(this::rest);
            idle = rounds;
        }
        rounds.begin(open, before);
    }

    private void rest(TrackedConnection connection, BusyHandling handling, long before)
            throws ReflectiveOperationException {
        FollowedHandles.Followed at = handles.followed(connection);
        if (at == null || at.handling() != handling) {
            return;
        }
        synchronized (at.handle()) {
            if (connection.isIdleSince(before) && connection.busyHandling() == handling) {
                try {
                    handling.rest(at.driver(), at.handle());
                    connection.resting(true);
                } catch (InvocationTargetException e) {
                    leaveClosed(handling, e);
                }
            }
        }
    }

    /** The next statement begins, or the first one. */
    public void wake(TrackedConnection connection) throws ReflectiveOperationException {
        connection.resting(false);
        FollowedHandles.Followed at = handles.followed(connection);
        if (at != null) {
            synchronized (at.handle()) {
                try {
                    at.handling().wake(at.driver(), at.handle());
                } catch (InvocationTargetException e) {
                    leaveClosed(at.handling(), e);
                }
            }
        }
    }

    /** The driver refuses a handle that is closed, which the application gets to know as well. */
    private static void leaveClosed(BusyHandling handling, InvocationTargetException refused)
            throws InvocationTargetException {
        handling.leave();
        if (!(refused.getCause() instanceof SQLException)) {
            throw refused;
        }
    }

    /**
     * Has SQLite wait by itself again on these connections. In a thread of its own: a connection is
     * in use as long as a statement of it runs.
     */
    public void giveBack(Collection<TrackedConnection> open) {
        AgentThread.of("busy-handling", new BusyGivingBack(handles, open)).start();
    }

    /** What SQL does to the timeout. */
    public BusyPragmas pragmas() {
        return pragmas;
    }

    /** {@code DB.busy_timeout}; true when the native method is not to be called. */
    public boolean timeoutSet(TrackedConnection connection, int millis)
            throws ReflectiveOperationException {
        FollowedHandles.Followed at = handles.followedOrLeft(connection);
        return at != null && at.handling().timeoutSet(at.driver(), at.handle(), millis);
    }

    /** {@code DB.busy_handler}; true when the native method is not to be called. */
    public boolean handlerSet(TrackedConnection connection, @Nullable Object handler)
            throws ReflectiveOperationException {
        FollowedHandles.Followed at = handles.followedOrLeft(connection);
        return at != null && at.handling().handlerSet(at.driver(), at.handle(), handler);
    }

    /**
     * From now on this connection waits for no lock any more.
     *
     * @return true when it is waiting now, and about to give up
     */
    public static boolean abandon(TrackedConnection connection) {
        if (connection.busyHandling() instanceof BusyHandling handling) {
            handling.abandon();
            return connection.isWaiting();
        }
        return false;
    }
}
