package io.github.sqliteleak.tests;

/** Gives a class loader one more class. Public for a class in another loader. */
public interface ClassDefiner {
    /**
     * Defines the class in the loader, which finds it there from now on, before it asks its parent.
     *
     * @throws ReflectiveOperationException when this JVM does not allow it
     */
    void define(ClassLoader loader, String name, byte[] classFile)
            throws ReflectiveOperationException;
}
