package io.github.sqliteleak.lock;

/**
 * What weaving provides for busy handling: the handlers' classes, and the way past its own hook.
 */
public interface BusyWeaving {
    /** Class file of the handlers that wait as SQLite does. */
    byte[] waiting();

    /** Class file of the handlers that ask a handler of the application's. */
    byte[] asking();

    /**
     * The name under which the driver's native method goes on, behind the method of that name which
     * calls the hook.
     */
    String nativeName(String method);
}
