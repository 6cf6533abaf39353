package io.github.sqliteleak.agent;

/**
 * What the agent needs of the JDK's internals to see whether a class was ever used. Public for a
 * class in another loader.
 */
public interface InitializationAccess {
    /**
     * True when the class has been initialised. Does not initialise it.
     *
     * @throws ReflectiveOperationException when this JVM does not say it
     */
    boolean isInitialized(Class<?> type) throws ReflectiveOperationException;
}
