package io.github.sqliteleak.tests;

import java.lang.reflect.Method;

/** By reflection; works only where {@code java.lang} is open to the module of this class. */
public final class ReflectiveClassDefiner implements ClassDefiner {
    @Override
    public void define(ClassLoader loader, String name, byte[] classFile)
            throws ReflectiveOperationException {
        Method define =
                ClassLoader.class.getDeclaredMethod(
                        "defineClass", String.class, byte[].class, int.class, int.class);
        define.setAccessible(true);
        define.invoke(loader, name, classFile, 0, classFile.length);
    }
}
