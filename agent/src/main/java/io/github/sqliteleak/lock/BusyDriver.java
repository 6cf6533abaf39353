package io.github.sqliteleak.lock;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The calls into one copy of the driver that busy handling needs. */
final class BusyDriver {
    private final Lookup driver;
    private final HandlerClasses classes;
    private final Class<?> handlerType;
    private final Constructor<?> waiting;
    private @Nullable Constructor<?> asking;
    private @Nullable MethodHandle callback;
    private final Method setHandler;
    private final Method setTimeout;
    private final Method config;
    private final Method configuredTimeout;

    /** The only handler where the driver has one for all connections, else null. */
    private final @Nullable Object shared;

    /**
     * @param driver of {@code org.sqlite.core.DB}, with full access
     */
    BusyDriver(Lookup driver, HandlerClasses classes, LockWatch watch)
            throws ReflectiveOperationException {
        this.driver = driver;
        this.classes = classes;
        this.handlerType = driver.findClass("org.sqlite.BusyHandler");
        this.waiting = define(classes.waiting());
        Class<?> db = driver.lookupClass();
        this.setHandler = db.getMethod("busy_handler", handlerType);
        this.setTimeout = db.getMethod("busy_timeout", int.class);
        this.config = db.getMethod("getConfig");
        this.configuredTimeout = config.getReturnType().getMethod("getBusyTimeout");
        this.shared =
                hasHandlerOfEachConnection(driver)
                        ? null
                        : waiting.newInstance(new SharedHandling(watch), null);
    }

    /** Only 3.39.2.0 keeps none for each. */
    private static boolean hasHandlerOfEachConnection(Lookup driver) throws IllegalAccessException {
        try {
            Class<?> handles = driver.findClass("org.sqlite.core.NativeDB");
            return Arrays.stream(handles.getDeclaredFields())
                    .anyMatch(field -> field.getName().equals("busyHandler"));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private Constructor<?> define(byte[] classFile) throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(handlerType, driver)
                .defineClass(classFile)
                .getConstructor(Object.class, handlerType);
    }

    /** A handler that waits as SQLite's own does. */
    Object waiting(BusyHandling handling) throws ReflectiveOperationException {
        return shared == null ? waiting.newInstance(handling, null) : shared;
    }

    /** The handler that SQLite is to have in the place of this one. */
    Object inPlaceOf(Object handler) {
        return shared == null ? handler : shared;
    }

    /** Calls a handler as the driver does. */
    int ask(Object handler, int attempt) throws Throwable {
        MethodHandle call = callback;
        if (call == null) {
            MethodType type = MethodType.methodType(int.class, int.class);
            call =
                    MethodHandles.privateLookupIn(handlerType, driver)
                            .findVirtual(handlerType, "callback", type);
            callback = call;
        }
        return (int) call.invoke(handler, attempt);
    }

    /** A handler that asks the application's one. */
    Object asking(BusyHandling handling, Object application) throws ReflectiveOperationException {
        Constructor<?> constructor = asking;
        if (constructor == null) {
            constructor = define(classes.asking());
            asking = constructor;
        }
        return constructor.newInstance(handling, application);
    }

    /** Whether the agent made this handler. */
    boolean isOurs(Object handler) {
        Constructor<?> other = asking;
        return handler.getClass() == waiting.getDeclaringClass()
                || (other != null && handler.getClass() == other.getDeclaringClass());
    }

    void setHandler(Object handle, Object handler) throws ReflectiveOperationException {
        setHandler.invoke(handle, handler);
    }

    void setTimeout(Object handle, int millis) throws ReflectiveOperationException {
        setTimeout.invoke(handle, millis);
    }

    /** The timeout in milliseconds that the driver gave to a handle it has just opened. */
    int configuredTimeout(Object handle) throws ReflectiveOperationException {
        return (int) configuredTimeout.invoke(config.invoke(handle));
    }
}
