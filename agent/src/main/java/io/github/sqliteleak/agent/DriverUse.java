package io.github.sqliteleak.agent;

import io.github.sqliteleak.system.JavaLangAccess;
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

    private final Instrumentation instrumentation;
    private @Nullable InitializationAccess access;

    DriverUse(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** True when somebody has tried to open a connection; null when this JVM does not say it. */
    @Nullable Boolean isUsed(ClassLoader loader) {
        try {
            for (Class<?> type : instrumentation.getInitiatedClasses(loader)) {
                if (type.getName().equals(HANDLE)) {
                    return access().isInitialized(type);
                }
            }
            return false;
        } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
            return null;
        }
    }

    private synchronized InitializationAccess access()
            throws ReflectiveOperationException, IOException {
        InitializationAccess known = access;
        if (known == null) {
            known =
                    JavaLangAccess.open(
                            instrumentation,
                            ReflectiveInitializationAccess.OPENED,
                            InitializationAccess.class,
                            ReflectiveInitializationAccess.class);
            access = known;
        }
        return known;
    }
}
