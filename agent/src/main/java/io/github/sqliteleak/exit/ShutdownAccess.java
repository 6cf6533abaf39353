package io.github.sqliteleak.exit;

import java.util.Map;

/**
 * What the agent needs of {@code java.lang}'s internals at shutdown. Public for a class in another
 * loader.
 */
public interface ShutdownAccess {
    /**
     * What the application adds hooks to and the JVM takes them from, as the lock of {@link
     * #applicationHooks}.
     *
     * @throws ReflectiveOperationException when this JVM keeps its hooks elsewhere
     */
    Object lock() throws ReflectiveOperationException;

    /**
     * The map that {@code ApplicationShutdownHooks} keeps, hooks as keys.
     *
     * @throws ReflectiveOperationException when this JVM keeps its hooks elsewhere
     * @throws IllegalStateException when the JVM is shutting down
     */
    Map<?, ?> applicationHooks() throws ReflectiveOperationException;

    /**
     * Runs this after all hooks, and after the files that are to be deleted on exit are gone.
     *
     * @throws ReflectiveOperationException when this JVM does not allow it
     */
    void runLast(Runnable work) throws ReflectiveOperationException;
}
