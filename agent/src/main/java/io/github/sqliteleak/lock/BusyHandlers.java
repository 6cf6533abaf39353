package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.AgentThread;
import io.github.sqliteleak.registry.Guard;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.BusyTimeoutPragma;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Puts the agent's busy handler in the place of SQLite's own and keeps it there, so that each wait
 * is seen, and so that the application notices nothing.
 */
public final class BusyHandlers {
    private final LockWatch watch;
    private final HandlerClasses classes;
    private final AtomicInteger installed = new AtomicInteger();

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
        if (canBeLocked(connection)) {
            install(connection, driver);
        } else {
            connection.busyHandling(driver);
        }
    }

    /** A database that nobody else can open is never locked, unless a file is attached to it. */
    private static boolean canBeLocked(TrackedConnection connection) {
        String file = connection.file();
        return !file.isEmpty() && !file.equals(":memory:");
    }

    /** A file is attached to the connection. */
    public void attaching(TrackedConnection connection) throws ReflectiveOperationException {
        if (connection.busyHandling() instanceof Lookup driver) {
            install(connection, driver);
        }
    }

    private void install(TrackedConnection connection, Lookup driver)
            throws ReflectiveOperationException {
        BusyDriver calls = calls(driver);
        BusyHandling handling = new BusyHandling(calls, watch, connection);
        handling.timeoutSet(connection.handle(), calls.configuredTimeout(connection.handle()));
        connection.busyHandling(handling);
        if (installed.incrementAndGet() == 2) {
            // One connection alone has nobody to wait for but another process.
            new AgentThread("rehearsal", new Rehearsal()).start();
        }
    }

    private BusyDriver calls(Lookup driver) throws ReflectiveOperationException {
        AtomicReference<@Nullable BusyDriver> slot = drivers.get(driver.lookupClass());
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

    /** The connection is not tracked after all. */
    public void release(TrackedConnection connection) throws ReflectiveOperationException {
        if (connection.busyHandling() instanceof BusyHandling handling) {
            connection.busyHandling(null);
            handling.release(connection.handle());
        }
    }

    /**
     * Has SQLite wait by itself again on these connections. In a thread of its own: a connection is
     * in use as long as a statement of it runs.
     */
    public void giveBack(Collection<TrackedConnection> open) {
        new AgentThread("busy-handling", new GivingBack(open)).start();
    }

    private record GivingBack(Collection<TrackedConnection> open) implements Runnable {
        @Override
        public void run() {
            for (TrackedConnection connection : open) {
                if (connection.busyHandling() instanceof BusyHandling handling) {
                    release(connection, handling);
                }
            }
        }

        private static void release(TrackedConnection connection, BusyHandling handling) {
            try {
                synchronized (connection.handle()) {
                    handling.release(connection.handle());
                }
            } catch (Throwable t) {
                Guard.caught(t);
            }
        }
    }

    /** {@code DB.busy_timeout}; true when SQLite is not to be told. */
    public boolean timeoutSet(TrackedConnection connection, int millis)
            throws ReflectiveOperationException {
        BusyHandling handling = handling(connection);
        return handling != null && handling.timeoutSet(connection.handle(), millis);
    }

    /** {@code DB.busy_handler}; true when SQLite is not to be told. */
    public boolean handlerSet(TrackedConnection connection, @Nullable Object handler)
            throws ReflectiveOperationException {
        BusyHandling handling = handling(connection);
        return handling != null && handling.handlerSet(connection.handle(), handler);
    }

    /**
     * What follows a connection. One that none follows yet, since it was in memory, is left to
     * itself from now on: what it has in force would not be known later.
     */
    private static @Nullable BusyHandling handling(TrackedConnection connection) {
        if (connection.busyHandling() instanceof BusyHandling handling) {
            return handling;
        }
        connection.busyHandling(null);
        return null;
    }

    /** SQL that uses {@code busy_timeout} is about to be prepared or run. */
    public void lend(TrackedConnection connection) throws ReflectiveOperationException {
        BusyHandling handling = handling(connection);
        if (handling != null) {
            handling.lend(connection.handle());
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

    private static void takeBack(TrackedConnection connection, @Nullable Integer set)
            throws ReflectiveOperationException {
        if (connection.busyHandling() instanceof BusyHandling handling) {
            handling.takeBack(connection.handle(), set);
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
