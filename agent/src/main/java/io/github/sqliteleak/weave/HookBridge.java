package io.github.sqliteleak.weave;

import io.github.sqliteleak.system.ClassDefiner;
import io.github.sqliteleak.system.JavaLangAccess;
import io.github.sqliteleak.system.ReflectiveClassDefiner;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Makes the hooks reachable from a class loader that does not find the agent, by {@link HookTwin}s
 * that are defined in that loader. The VM then finds them there and does not ask the loader, so
 * that nothing the container filters matters. Nothing is put on the boot class path: class-data
 * sharing would be lost.
 */
final class HookBridge {
    private final Instrumentation instrumentation;

    HookBridge(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * @param loader of woven code
     * @param module of woven code
     * @param hooks names of classes that the loader does not find
     * @throws ReflectiveOperationException when it cannot be done in this JVM or loader; the twins
     *     that were defined stay, and nobody calls them
     */
    void build(ClassLoader loader, Module module, Collection<String> hooks)
            throws ReflectiveOperationException, IOException {
        ClassDefiner definer =
                JavaLangAccess.open(
                        instrumentation, ClassDefiner.class, ReflectiveClassDefiner.class);
        for (String hook : hooks) {
            requireOwn(hook);
            define(definer, loader, hook);
            // By the twin's initialiser, so that it does not fail in the application's code.
            Class<?> found = Class.forName(hook, true, loader);
            if (!DriverLoader.isHook(found)) {
                throw new ClassNotFoundException(hook);
            }
        }
        if (module.isNamed()) {
            instrumentation.redefineModule(
                    module,
                    Set.of(loader.getUnnamedModule()),
                    Map.of(),
                    Map.of(),
                    Set.of(),
                    Map.of());
        }
    }

    /** Twins ask the system class loader, which may be the application's own and have a copy. */
    private static void requireOwn(String hook) throws ClassNotFoundException {
        if (Class.forName(hook, false, ClassLoader.getSystemClassLoader())
                != Class.forName(hook, false, DriverLoader.OF_AGENT)) {
            throw new ClassNotFoundException(hook);
        }
    }

    private static void define(ClassDefiner definer, ClassLoader loader, String hook)
            throws ReflectiveOperationException, IOException {
        byte[] twin = HookTwin.of(JavaLangAccess.classFile(DriverLoader.OF_AGENT, hook));
        try {
            definer.define(loader, hook, twin, HookBridge.class.getProtectionDomain());
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof LinkageError)) {
                throw e;
            }
            // The loader finds it after all, or another thread has defined it.
        }
    }
}
