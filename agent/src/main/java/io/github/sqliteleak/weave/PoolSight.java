package io.github.sqliteleak.weave;

import io.github.sqliteleak.system.Sealed;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first class that may be of a pool. Until then nothing of weaving pools is loaded,
 * and the VM shows classes to one transformer manager only, which most programs never leave.
 */
final class PoolSight implements ClassFileTransformer {
    private static final String[] NEVER = {
        "io/github/sqliteleak/", "java/", "javax/", "jdk/", "sun/", "com/sun/"
    };

    private final Sealed<Instrumentation> instrumentation;
    private final PoolWeaving weaving;

    PoolSight(Sealed<Instrumentation> instrumentation, PoolWeaving weaving) {
        this.instrumentation = instrumentation;
        this.weaving = weaving;
    }

    /** Whether it is of the JDK or the agent's. */
    static boolean isNever(String name) {
        for (String beginning : NEVER) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (name == null || loader == null || isNever(name) || isPlainDriver(name)) {
            return null;
        }
        try {
            if (PoolProbes.mayBeOfPool(name, classFile)) {
                // The VM asks transformers that can do it again after those that cannot, so this
                // class is shown to the one added now, too.
                weaving.seen();
                instrumentation.open().removeTransformer(this);
            }
        } catch (Throwable t) {
            weaving.failed(t);
        }
        return null;
    }

    private static boolean isPlainDriver(String name) {
        return name.startsWith("org/sqlite/") && !name.startsWith("org/sqlite/javax/");
    }
}
