package io.github.sqliteleak.lock;

/** The handlers that SQLite and the driver call. */
public interface HandlerClasses {
    /**
     * A handler that waits as SQLite does, with a method {@code int callback(int)}. It must be an
     * object of the agent's own: the driver refers to it from native code for as long as the handle
     * is open, and by it to its class loader.
     *
     * @param handling a {@link BusyHandling} or {@link SharedHandling}
     */
    Object waiting(Object handling);

    /** Class file of those that ask a handler of the application's. */
    byte[] asking();
}
