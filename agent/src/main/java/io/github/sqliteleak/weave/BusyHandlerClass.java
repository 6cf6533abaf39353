package io.github.sqliteleak.weave;

/** The class files of the agent's busy handlers, as {@link BusyHandlerWriter} writes them. */
public final class BusyHandlerClass {
    private BusyHandlerClass() {}

    /** The class whose handlers wait as SQLite's own does. */
    public static byte[] waiting() {
        // Each program needs this one: it was written when the agent was built.
        byte[] ready = WovenAhead.busyHandler();
        return ready == null ? BusyHandlerWriter.waiting() : ready;
    }

    /** The class whose handlers ask one of the application's. */
    public static byte[] asking() {
        return BusyHandlerWriter.asking();
    }

    /** The name under which a native method of this name goes on once it is woven. */
    public static String nativeName(String method) {
        return NativeGate.PREFIX.concat(method);
    }
}
