package io.github.sqliteleak.system;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * Gives an object that a package of the JDK's is open to, as a rule {@code java.lang}. Its class
 * has a loader, and so an unnamed module, of its own: the agent shares its module with the whole
 * class path, and what is opened to that one is opened to the application.
 */
public final class JavaLangAccess extends ClassLoader {
    private JavaLangAccess() {
        super(JavaLangAccess.class.getClassLoader());
    }

    /**
     * A new object, to which {@code java.lang} is open.
     *
     * @param type what the caller knows it by: an interface of the implementation's
     * @param implementation public, with a public constructor without parameters
     */
    public static <T> T open(
            Instrumentation instrumentation, Class<T> type, Class<? extends T> implementation)
            throws ReflectiveOperationException, IOException {
        return open(instrumentation, "java.lang", type, implementation);
    }

    /**
     * As {@link #open(Instrumentation, Class, Class)}.
     *
     * @param opened a package of {@code java.base}
     */
    public static <T> T open(
            Instrumentation instrumentation,
            String opened,
            Class<T> type,
            Class<? extends T> implementation)
            throws ReflectiveOperationException, IOException {
        JavaLangAccess loader = new JavaLangAccess();
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of(opened, Set.of(loader.getUnnamedModule())),
                Set.of(),
                Map.of());
        Class<?> isolated = loader.define(implementation.getName());
        return type.cast(isolated.getDeclaredConstructor().newInstance());
    }

    private Class<?> define(String name) throws IOException, ClassNotFoundException {
        byte[] classFile = classFile(getParent(), name);
        // With the permissions of the agent, where a security manager asks for some.
        return defineClass(
                name, classFile, 0, classFile.length, JavaLangAccess.class.getProtectionDomain());
    }

    /** The class file of this name that the loader finds. */
    public static byte[] classFile(ClassLoader loader, String name)
            throws IOException, ClassNotFoundException {
        try (InputStream in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        }
    }
}
