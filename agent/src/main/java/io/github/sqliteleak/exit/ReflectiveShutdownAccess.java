package io.github.sqliteleak.exit;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;

/** By reflection; works only where {@code java.lang} is open to the module of this class. */
public final class ReflectiveShutdownAccess implements ShutdownAccess {
    /**
     * The last slot of {@code java.lang.Shutdown}: after the hooks (1) and the files to delete on
     * exit (2).
     */
    private static final int LAST_SLOT = 9;

    private static final String HOOKS = "java.lang.ApplicationShutdownHooks";

    @Override
    public Object lock() throws ReflectiveOperationException {
        return Class.forName(HOOKS);
    }

    @Override
    public Map<?, ?> applicationHooks() throws ReflectiveOperationException {
        Field field = Class.forName(HOOKS).getDeclaredField("hooks");
        field.setAccessible(true);
        if (field.get(null) instanceof Map<?, ?> hooks) {
            return hooks;
        }
        throw new IllegalStateException("the JVM is shutting down");
    }

    @Override
    public void runLast(Runnable work) throws ReflectiveOperationException {
        Method add =
                Class.forName("java.lang.Shutdown")
                        .getDeclaredMethod("add", int.class, boolean.class, Runnable.class);
        add.setAccessible(true);
        add.invoke(null, LAST_SLOT, true, work);
    }
}
