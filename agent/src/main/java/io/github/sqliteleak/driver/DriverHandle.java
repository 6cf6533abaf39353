package io.github.sqliteleak.driver;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the driver that owns a native handle, through the handle's own class loader: another
 * copy of the driver on the same file would not see its locks.
 */
public final class DriverHandle {
    private final Object handle;
    private final Class<?> type;

    /**
     * @param handle an {@code org.sqlite.core.DB}
     */
    public DriverHandle(Object handle) throws ReflectiveOperationException {
        this.handle = handle;
        this.type = ReflectiveMember.CLOSE.type(loader());
    }

    /** True when the driver says that the handle is closed; false when it cannot be asked. */
    public static boolean isKnownClosed(Object handle) {
        try {
            return new DriverHandle(handle).isClosed();
        } catch (SQLException | ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    /**
     * Closes the native handle; a transaction is rolled back. Waits for the thread that is inside
     * the handle.
     */
    public void close() throws SQLException, ReflectiveOperationException {
        call(ReflectiveMember.CLOSE, void.class);
    }

    public boolean isClosed() throws SQLException, ReflectiveOperationException {
        try {
            return Boolean.TRUE.equals(call(ReflectiveMember.IS_CLOSED, boolean.class));
        } catch (NoSuchMethodException e) {
            // Up to 3.21.0.1: by the address of the native handle.
            Field pointer = handle.getClass().getDeclaredField("pointer");
            pointer.setAccessible(true);
            return pointer.getLong(handle) == 0;
        }
    }

    /**
     * Makes a running statement end with SQLITE_INTERRUPT. The handle must not be closed meanwhile.
     */
    public void interrupt() throws SQLException, ReflectiveOperationException {
        call(ReflectiveMember.INTERRUPT, void.class);
    }

    /** The version of SQLite that the driver has loaded, such as {@code 3.51.3}. */
    public String libraryVersion() throws SQLException, ReflectiveOperationException {
        return String.valueOf(call(ReflectiveMember.LIBRARY_VERSION, String.class));
    }

    /** What the connection was opened with, as the driver has read it. */
    public Properties configuration() throws SQLException, ReflectiveOperationException {
        Object config = config();
        Properties copy = new Properties();
        Method toProperties = ReflectiveMember.TO_PROPERTIES.in(config.getClass());
        if (invoke(toProperties, config) instanceof Properties set) {
            copy.putAll(set);
        }
        return copy;
    }

    /** Whether URL and properties ask for a shared cache, as the driver reads them. */
    public boolean sharesCache() throws SQLException, ReflectiveOperationException {
        Object config = config();
        return Boolean.TRUE.equals(
                invoke(ReflectiveMember.SHARES_CACHE.in(config.getClass()), config));
    }

    private Object config() throws SQLException, ReflectiveOperationException {
        return call(ReflectiveMember.CONFIG, ReflectiveMember.TO_PROPERTIES.type(loader()));
    }

    private Object call(ReflectiveMember method, Class<?> result)
            throws SQLException, ReflectiveOperationException {
        Method found;
        try {
            found = method.in(type);
        } catch (LinkageError | IllegalStateException e) {
            return callAlone(method, result);
        }
        return invoke(found, handle);
    }

    /**
     * To look for one method by reflection loads the types of all of them. The class loader of a
     * web application that was stopped loads nothing any more; what this needs is there.
     */
    @SuppressWarnings("NullAway") // the result of a void method is not looked at
    private Object callAlone(ReflectiveMember method, Class<?> result)
            throws SQLException, ReflectiveOperationException {
        MethodHandle call =
                MethodHandles.publicLookup()
                        .findVirtual(type, method.member(), MethodType.methodType(result));
        try {
            return call.invoke(handle);
        } catch (SQLException | ReflectiveOperationException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new InvocationTargetException(t);
        }
    }

    @SuppressWarnings("NullAway") // the result of a void method is not looked at
    static Object invoke(Method method, @Nullable Object target, Object... arguments)
            throws SQLException, ReflectiveOperationException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private ClassLoader loader() {
        return handle.getClass().getClassLoader();
    }
}
