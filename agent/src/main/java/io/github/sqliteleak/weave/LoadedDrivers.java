package io.github.sqliteleak.weave;

import java.lang.instrument.Instrumentation;
import java.util.IdentityHashMap;

/**
 * Finds drivers of which a class was loaded before the agent could see it: by an AOT cache of the
 * JVM, whose classes are there before any agent is asked, or by an agent that came first.
 */
final class LoadedDrivers {
    private static final String DRIVER_PACKAGES = "org.sqlite.";

    private LoadedDrivers() {}

    /** The loaders of such drivers, and the modules of their classes. */
    static IdentityHashMap<ClassLoader, Module> loaders(Instrumentation instrumentation) {
        IdentityHashMap<ClassLoader, Module> loaders = new IdentityHashMap<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            ClassLoader loader = type.getClassLoader();
            if (loader != null && isWoven(type)) {
                loaders.put(loader, type.getModule());
            }
        }
        return loaders;
    }

    /** Whether a class like this would be woven. */
    static boolean isWoven(Class<?> type) {
        String name = type.getName();
        return name.startsWith(DRIVER_PACKAGES) && DriverTable.isWoven(name.replace('.', '/'));
    }
}
