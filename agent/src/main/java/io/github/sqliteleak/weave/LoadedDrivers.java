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

    private static final String OWN_PACKAGES = "io.github.sqliteleak.";

    private LoadedDrivers() {}

    /**
     * The loaders of such drivers. As a rule the agent is the first one that the application's
     * class loader loads anything for. Then there can be none, and not all classes are looked
     * through, of which a JVM has hundreds by then.
     */
    static Set<ClassLoader> loaders(Instrumentation instrumentation) {
        Set<ClassLoader> loaders = Collections.newSetFromMap(new IdentityHashMap<>());
        if (isFirst(instrumentation)) {
            return loaders;
        }
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            ClassLoader loader = type.getClassLoader();
            if (loader != null && isWoven(type)) {
                loaders.add(loader);
            }
        }
        return loaders;
    }

    private static boolean isFirst(Instrumentation instrumentation) {
        ClassLoader system = ClassLoader.getSystemClassLoader();
        for (Class<?> type : instrumentation.getInitiatedClasses(system)) {
            if (type.getClassLoader() != null && !type.getName().startsWith(OWN_PACKAGES)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a class like this would be woven. */
    static boolean isWoven(Class<?> type) {
        String name = type.getName();
        return name.startsWith(DRIVER_PACKAGES) && Probes.CLASSES.contains(name.replace('.', '/'));
    }
}
