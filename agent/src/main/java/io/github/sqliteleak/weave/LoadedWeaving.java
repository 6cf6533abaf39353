package io.github.sqliteleak.weave;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weaves drivers by retransformation that were loaded before the agent came, and takes that back. A
 * transformer of its own: what the one for classes that are being loaded does is there to stay, and
 * the VM slows down a little once there is one that may retransform.
 */
final class LoadedWeaving implements ClassFileTransformer {
    private final DriverWeaving drivers;
    private final Instrumentation instrumentation;
    private boolean added;

    LoadedWeaving(DriverWeaving drivers, Instrumentation instrumentation) {
        this.drivers = drivers;
        this.instrumentation = instrumentation;
    }

    /** What the driver of this loader has loaded is woven from now on. */
    void weave(ClassLoader loader) throws UnmodifiableClassException {
        if (!instrumentation.isRetransformClassesSupported()) {
            throw new UnmodifiableClassException("this JVM does not retransform classes");
        }
        begin();
        retransform(loader);
    }

    private synchronized void begin() {
        if (!added) {
            instrumentation.addTransformer(this, true);
            added = true;
        }
    }

    /** The drivers of these loaders are as they were. */
    void takeBack(List<ClassLoader> loaders) throws UnmodifiableClassException {
        synchronized (this) {
            instrumentation.removeTransformer(this);
            added = false;
        }
        for (ClassLoader loader : loaders) {
            retransform(loader);
        }
    }

    /** All at once, so that no thread sees some of them woven and some not. */
    private void retransform(ClassLoader loader) throws UnmodifiableClassException {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getClassLoader() == loader && LoadedDrivers.isWoven(type)) {
                classes.add(type);
            }
        }
        if (!classes.isEmpty()) {
            instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (name == null || loader == null || !name.startsWith("org/sqlite/")) {
            return null;
        }
        return drivers.weaveLoaded(loader, name, classFile);
    }
}
