package io.github.sqliteleak.agent;

import io.github.sqliteleak.system.JavaLangAccess;
import io.github.sqliteleak.system.Sealed;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Whether a driver that is not woven has been used. A driver's classes may be loaded and never
 * used, by an AOT cache above all. But the class of its handles is initialised only when somebody
 * opens a connection.
 */
final class DriverUse {
    private static final String HANDLE = "org.sqlite.core.DB";

    private final Sealed<Instrumentation> instrumentation;

    DriverUse(Sealed<Instrumentation> instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** True when somebody has tried to open a connection; null when this JVM does not say it. */
    @Nullable Boolean isUsed(ClassLoader loader) {
        try {
            for (Class<?> type : instrumentation.open().getInitiatedClasses(loader)) {
                if (type.getName().equals(HANDLE)) {
                    return access().isInitialized(type);
                }
            }
            return false;
        } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
            return null;
        }
    }

    /** A new one each time: by whoever has one, all that is open to it is open. */
    private InitializationAccess access() throws ReflectiveOperationException, IOException {
        return JavaLangAccess.open(
                instrumentation.open(),
                ReflectiveInitializationAccess.OPENED,
                InitializationAccess.class,
                ReflectiveInitializationAccess.class);
    }
}
