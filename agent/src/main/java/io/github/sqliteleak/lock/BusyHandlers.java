package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.BusyTimeoutPragma;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Guard;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.InvocationTargetException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Puts the agent's busy handler in the place of SQLite's own and keeps it there, so that each wait
 * is seen, and so that the application notices nothing.
 */
public final class BusyHandlers {
    /** In the place of a handling: none yet, but there may come to be one. */
    private static final Object NOT_YET = new Object();

    private final LockWatch watch;
    private final HandlerClasses classes;
    private final AtomicInteger installed = new AtomicInteger();
    private final IdleRounds idle = new IdleRounds(this::rest);

    /** Kept in the driver's own class, so that both can be unloaded. */
    private final ClassValue<AtomicReference<@Nullable BusyDriver>> drivers =
            new ClassValue<>() {
                @Override
                protected AtomicReference<@Nullable BusyDriver> computeValue(Class<?> db) {
                    return new AtomicReference<>();
                }
            };

    public BusyHandlers(LockWatch watch, HandlerClasses classes) {
        this.watch = watch;
        this.classes = classes;
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
        BusyDriver calls = driver(handle, driver);
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
        BusyDriver calls = driver(handle);
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

    private BusyDriver driver(Object handle, Lookup driver) throws ReflectiveOperationException {
        AtomicReference<@Nullable BusyDriver> slot = drivers.get(handle.getClass());
        BusyDriver known = slot.get();
        if (known != null) {
            return known;
        }
        synchronized (slot) {
            known = slot.get();
            if (known == null) {
                known = new BusyDriver(driver, classes, watch);
                slot.set(known);
            }
            return known;
        }
    }

    /** That of a handle which was {@link #opened}. */
    private @Nullable BusyDriver driver(@Nullable Object handle) {
        return handle == null ? null : drivers.get(handle.getClass()).get();
    }

    /** What follows a connection, with the driver's objects that it is to be told. */
    private record Followed(BusyHandling handling, BusyDriver driver, Object handle) {}

    private @Nullable Followed followed(TrackedConnection connection) {
        Object handle = connection.handle();
        BusyDriver driver = driver(handle);
        return handle != null
                        && driver != null
                        && connection.busyHandling() instanceof BusyHandling handling
                ? new Followed(handling, driver, handle)
                : null;
    }

    /**
     * As {@link #followed}. A connection that none follows yet, since it was in memory, is left to
     * itself from now on: what it has in force would not be known later.
     */
    private @Nullable Followed followedOrLeft(TrackedConnection connection) {
        Followed followed = followed(connection);
        if (followed == null) {
            connection.busyHandling(null);
        }
        return followed;
    }

    /** The connection is not tracked after all. */
    public void release(TrackedConnection connection) throws ReflectiveOperationException {
        Followed at = followedOrLeft(connection);
        if (at != null) {
            connection.busyHandling(null);
            at.handling().release(at.driver(), at.handle());
        }
    }

    /**
     * Has SQLite wait by itself on those of these connections that nobody has used since this
     * {@link System#nanoTime()}, up to the next statement: as long as it calls a handler of the
     * agent's, which is a class of the driver's package, the driver cannot be unloaded. Does not
     * block.
     */
    public void rest(Collection<TrackedConnection> open, long before) {
        idle.begin(open, before);
    }

    private void rest(TrackedConnection connection, BusyHandling handling, long before)
            throws ReflectiveOperationException {
        Followed at = followed(connection);
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
        Followed at = followed(connection);
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
        AgentThread.of("busy-handling", new GivingBack(open)).start();
    }

    private final class GivingBack implements Runnable {
        private final Collection<TrackedConnection> open;

        GivingBack(Collection<TrackedConnection> open) {
            this.open = open;
        }

        @Override
        public void run() {
            for (TrackedConnection connection : open) {
                giveBack(connection);
            }
        }

        private void giveBack(TrackedConnection connection) {
            try {
                Followed at = followed(connection);
                if (at != null) {
                    synchronized (at.handle()) {
                        at.handling().release(at.driver(), at.handle());
                    }
                }
            } catch (Throwable t) {
                Guard.caught(t);
            }
        }
    }

    /** {@code DB.busy_timeout}; true when SQLite is not to be told. */
    public boolean timeoutSet(TrackedConnection connection, int millis)
            throws ReflectiveOperationException {
        Followed at = followedOrLeft(connection);
        return at != null && at.handling().timeoutSet(at.driver(), at.handle(), millis);
    }

    /** {@code DB.busy_handler}; true when SQLite is not to be told. */
    public boolean handlerSet(TrackedConnection connection, @Nullable Object handler)
            throws ReflectiveOperationException {
        Followed at = followedOrLeft(connection);
        return at != null && at.handling().handlerSet(at.driver(), at.handle(), handler);
    }

    /** SQL that uses {@code busy_timeout} is about to be prepared or run. */
    public void lend(TrackedConnection connection) throws ReflectiveOperationException {
        Followed at = followedOrLeft(connection);
        if (at != null) {
            at.handling().lend(at.driver(), at.handle());
        }
    }

    /** A statement that uses {@code busy_timeout} was prepared. */
    public void prepared(TrackedConnection connection, String sql)
            throws ReflectiveOperationException {
        takeBack(connection, BusyTimeoutPragma.setByFirst(sql));
    }

    /** Statements of which one uses {@code busy_timeout} have run. */
    public void executed(TrackedConnection connection, String script)
            throws ReflectiveOperationException {
        takeBack(connection, BusyTimeoutPragma.setByAll(script));
    }

    /** A prepared statement that uses {@code busy_timeout} has run. */
    public void executed(TrackedConnection connection) throws ReflectiveOperationException {
        takeBack(connection, null);
    }

    private void takeBack(TrackedConnection connection, @Nullable Integer set)
            throws ReflectiveOperationException {
        Followed at = followed(connection);
        if (at != null) {
            at.handling().takeBack(at.driver(), at.handle(), set);
        }
    }

    /**
     * One of several statements has failed, of which one uses {@code busy_timeout}.
     *
     * @param code primary or extended result code
     */
    public void failed(TrackedConnection connection, String script, int code)
            throws ReflectiveOperationException {
        takeBack(
                connection, BusyTimeoutPragma.setByFailed(script, ResultCodes.comesAnywhere(code)));
    }

    /**
     * A single statement has failed.
     *
     * @param unprepared its text when it was being prepared, or may have been, so that it may have
     *     set a timeout; else null
     */
    public void failed(TrackedConnection connection, @Nullable String unprepared)
            throws ReflectiveOperationException {
        if (connection.busyHandling() instanceof BusyHandling handling && handling.isLent()) {
            boolean mayHaveSet =
                    unprepared != null && BusyTimeoutPragma.setByFirst(unprepared) != null;
            takeBack(connection, mayHaveSet ? BusyTimeoutPragma.UNKNOWN : null);
        }
    }
}
