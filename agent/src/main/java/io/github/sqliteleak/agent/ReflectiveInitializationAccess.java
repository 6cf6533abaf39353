package io.github.sqliteleak.agent;

/**
 * By reflection; works only where {@code jdk.internal.misc} is open to the module of this class.
 */
public final class ReflectiveInitializationAccess implements InitializationAccess {
    /** The package that has to be open. */
    static final String OPENED = "jdk.internal.misc";

    @Override
    public boolean isInitialized(Class<?> type) throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
        Object instance = unsafe.getMethod("getUnsafe").invoke(null);
        return !(boolean)
                unsafe.getMethod("shouldBeInitialized", Class.class).invoke(instance, type);
    }
}
