package io.github.sqliteleak.system;

import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** Gives a class loader one more class. Public for a class in another loader. */
public interface ClassDefiner {
    /**
     * Defines the class in the loader, which finds it there from now on, before it asks its parent.
     *
     * @param domain null for the loader's default one
     * @throws ReflectiveOperationException when this JVM does not allow it
     */
    void define(
            ClassLoader loader, String name, byte[] classFile, @Nullable ProtectionDomain domain)
            throws ReflectiveOperationException;
}
