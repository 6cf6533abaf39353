package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.ReflectiveMember;
import io.github.sqliteleak.system.Permissions;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The calls into one copy of the driver that busy handling needs. Kept by the driver's class. */
final class BusyDriver {
    private static final @Nullable Object[] NONE = {null};

    private final Lookup driver;
    private final BusyWeaving woven;
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
     * @param ofAll the handling of all connections, where the driver has one handler for them; else
     *     null
     */
    BusyDriver(Lookup driver, BusyWeaving woven, @Nullable RetryHandling ofAll)
            throws ReflectiveOperationException {
        this.driver = driver;
        this.woven = woven;
        this.handlerType = driver.findClass("org.sqlite.BusyHandler");
        Class<?> handles = driver.findClass("org.sqlite.core.NativeDB");
        this.waiting = define(woven.waiting());
        this.setHandler = handles.getMethod(woven.nativeName("busy_handler"), handlerType);
        this.setTimeout = handles.getMethod(woven.nativeName("busy_timeout"), int.class);
        this.config = ReflectiveMember.CONFIG.in(handles);
        this.configuredTimeout = ReflectiveMember.BUSY_TIMEOUT.in(config.getReturnType());
        this.shared = ofAll == null ? null : waiting.newInstance(ofAll, null);
    }

    private Constructor<?> define(byte[] classFile) throws ReflectiveOperationException {
        return Permissions.privateLookupIn(handlerType, driver)
                .defineClass(classFile)
                .getConstructor(Object.class, handlerType);
    }

    /** Whether the driver keeps a handler for each connection, as all do but 3.39.2.0. */
    static boolean keepsHandlerOfEachConnection(Lookup driver) throws ReflectiveOperationException {
        for (Field field : driver.findClass("org.sqlite.core.NativeDB").getDeclaredFields()) {
            if (field.getName().equals("busyHandler")) {
                return true;
            }
        }
        return false;
    }

    /** Has the driver call a handler that waits as SQLite's own does. */
    void setWaiting(Object handle, RetryHandling handling) throws ReflectiveOperationException {
        setHandler.invoke(handle, shared == null ? waiting.newInstance(handling, null) : shared);
    }

    /** Whether one handler serves all connections of the driver. */
    boolean isShared() {
        return shared != null;
    }

    /**
     * Has SQLite wait by itself, and the driver refer to no handler any more: it keeps one that
     * only a timeout has replaced.
     *
     * @param millis more than 0
     */
    void setNoHandler(Object handle, int millis) throws ReflectiveOperationException {
        Object[] timeout = {millis};
        dropHandler(handle);
        try {
            setTimeout.invoke(handle, timeout);
        } catch (RuntimeException | Error e) {
            // For want of memory. As it is, SQLite would not wait at all.
            setTimeout.invoke(handle, timeout);
        }
    }

    /** Has the driver refer to no handler, and SQLite call none. */
    void dropHandler(Object handle) throws ReflectiveOperationException {
        if (shared == null) {
            setHandler.invoke(handle, NONE);
        }
    }

    /**
     * Has the driver call a handler that asks the application's one.
     *
     * @return what asks it, where the handling of all connections has to do so; else null
     */
    @Nullable Asking setAsking(Object handle, RetryHandling handling, Object application)
            throws ReflectiveOperationException {
        Object asking = asking(handling, application);
        setHandler.invoke(handle, shared == null ? asking : shared);
        return shared == null ? null : new Asking(this, asking);
    }

    /** A handler that asks the application's one, and the driver that calls it. */
    record Asking(BusyDriver driver, Object handler) {
        int ask(int attempt) throws Throwable {
            return (int) driver.callback().invoke(handler, attempt);
        }
    }

    private MethodHandle callback() throws ReflectiveOperationException {
        MethodHandle call = callback;
        if (call == null) {
            MethodType type = MethodType.methodType(int.class, int.class);
            call =
                    Permissions.privateLookupIn(handlerType, driver)
                            .findVirtual(handlerType, "callback", type);
            callback = call;
        }
        return call;
    }

    private Object asking(RetryHandling handling, Object application)
            throws ReflectiveOperationException {
        Constructor<?> constructor = asking;
        if (constructor == null) {
            constructor = define(woven.asking());
            asking = constructor;
        }
        return constructor.newInstance(handling, application);
    }

    /** The timeout in milliseconds that the driver gave to a handle it has just opened. */
    int configuredTimeout(Object handle) throws ReflectiveOperationException {
        return (int) configuredTimeout.invoke(config.invoke(handle));
    }
}
