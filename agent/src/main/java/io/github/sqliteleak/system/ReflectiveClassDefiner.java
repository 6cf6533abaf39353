package io.github.sqliteleak.system;

import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** By reflection; works only where {@code java.lang} is open to the module of this class. */
public final class ReflectiveClassDefiner implements ClassDefiner {
    @Override
    public void define(
            ClassLoader loader, String name, byte[] classFile, @Nullable ProtectionDomain domain)
            throws ReflectiveOperationException {
        Method define =
                ClassLoader.class.getDeclaredMethod(
                        "defineClass",
                        String.class,
                        byte[].class,
                        int.class,
                        int.class,
                        ProtectionDomain.class);
        define.setAccessible(true);
        define.invoke(loader, name, classFile, 0, classFile.length, domain);
    }
}
