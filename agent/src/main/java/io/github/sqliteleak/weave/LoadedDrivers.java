package io.github.sqliteleak.weave;

import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Finds drivers of which a class was loaded before the agent could see it: by an AOT cache of the
 * JVM, whose classes are there before any agent is asked, or by an agent that came first.
 */
final class LoadedDrivers {
    private static final String DRIVER_PACKAGES = "org.sqlite.";

    private LoadedDrivers() {}

    /** The loaders of such drivers. */
    static Set<ClassLoader> loaders(Instrumentation instrumentation) {
        Set<ClassLoader> loaders = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            ClassLoader loader = type.getClassLoader();
            if (loader != null && isWoven(type)) {
                loaders.add(loader);
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
