package io.github.sqliteleak.agent;

import io.github.sqliteleak.blame.ClassesOfJvm;
import io.github.sqliteleak.system.Sealed;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** No reference to a method, whose object would have the instrumentation in a field. */
record LoadedClasses(Sealed<Instrumentation> instrumentation) implements ClassesOfJvm {
    @Override
    public Class<?>[] loaded() {
        return instrumentation.open().getAllLoadedClasses();
    }

    /**
     * The JVM writes the file for whoever may change the class. Nothing is changed: a class that is
     * changed, even into itself, takes the lines from every stack of it that nobody has read yet.
     */
    @Override
    public byte @Nullable [] file(Class<?> type) {
        Instrumentation opened = instrumentation.open();
        if (!opened.isRetransformClassesSupported() || !opened.isModifiableClass(type)) {
            return null;
        }
        Reader reader = new Reader(type);
        opened.addTransformer(reader, true);
        try {
            opened.retransformClasses(type);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
            // As meant.
        } finally {
            opened.removeTransformer(reader);
        }
        return reader.read;
    }

    private static final class Reader implements ClassFileTransformer {
        /** No class file: the JVM leaves the class as it is. */
        private static final byte[] NONE = {0};

        private final Class<?> type;
        private byte @Nullable [] read;

        Reader(Class<?> type) {
            this.type = type;
        }

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] classFile) {
            if (redefined != type) {
                return null;
            }
            read = classFile;
            return NONE.clone();
        }
    }
}
