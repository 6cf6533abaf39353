package io.github.sqliteleak.agent;

import io.github.sqliteleak.system.ClassDefiner;
import io.github.sqliteleak.system.JavaLangAccess;
import io.github.sqliteleak.system.ReflectiveClassDefiner;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a test platform in a class loader below the agent's can load the listener, as
 * with Surefire's {@code useSystemClassLoader=false}. Such a loader finds the listener's service
 * file, asks its parent for the class, and that one does not have the JUnit that the listener needs
 * or has another: the platform would fail, and no test would run. So the listener is defined in the
 * platform's own loader first.
 */
final class TestListenerInjector implements ClassFileTransformer {
    private static final String LAUNCHER = "org/junit/platform/launcher/core/LauncherFactory";
    private static final String LISTENER = "io.github.sqliteleak.tests.TestPlanListener";
    private static final String SERVICE =
            "META-INF/services/org.junit.platform.launcher.TestExecutionListener";

    private final ClassLoader own;
    private final Instrumentation instrumentation;
    private final DriverListener listener;

    TestListenerInjector(
            ClassLoader own, Instrumentation instrumentation, DriverListener listener) {
        this.own = own;
        this.instrumentation = instrumentation;
        this.listener = listener;
    }

    /**
     * Changes no class: the first class of the platform only shows that others are about to be
     * loaded.
     */
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (LAUNCHER.equals(name) && loader != null && loader != own) {
            try {
                defineIn(loader);
            } catch (Throwable t) {
                listener.failed(t);
            }
        }
        return null;
    }

    private void defineIn(ClassLoader loader) throws ReflectiveOperationException, IOException {
        if (loader.getResource(SERVICE) == null) {
            return;
        }
        JavaLangAccess.open(instrumentation, ClassDefiner.class, ReflectiveClassDefiner.class)
                .define(loader, LISTENER, JavaLangAccess.classFile(own, LISTENER), null);
    }
}
