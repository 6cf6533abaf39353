package io.github.sqliteleak.exit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * Gives a {@link ShutdownAccess} that {@code java.lang} is open to. Its class has a loader, and so
 * an unnamed module, of its own: the agent shares its module with the whole class path, and what is
 * opened to that one is opened to the application.
 */
final class IsolatedAccess extends ClassLoader {
    private static final String NAME = ReflectiveShutdownAccess.class.getName();

    private IsolatedAccess() {
        super(IsolatedAccess.class.getClassLoader());
    }

    static ShutdownAccess open(Instrumentation instrumentation)
            throws ReflectiveOperationException, IOException {
        IsolatedAccess loader = new IsolatedAccess();
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of("java.lang", Set.of(loader.getUnnamedModule())),
                Set.of(),
                Map.of());
        return (ShutdownAccess) loader.define().getDeclaredConstructor().newInstance();
    }

    private Class<?> define() throws IOException, ClassNotFoundException {
        String resource = NAME.replace('.', '/') + ".class";
        try (InputStream in = getParent().getResourceAsStream(resource)) {
            if (in == null) {
                throw new ClassNotFoundException(NAME);
            }
            byte[] classFile = in.readAllBytes();
            return defineClass(NAME, classFile, 0, classFile.length);
        }
    }
}
