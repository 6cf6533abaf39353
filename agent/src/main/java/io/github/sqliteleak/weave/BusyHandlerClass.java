package io.github.sqliteleak.weave;

import org.jspecify.annotations.Nullable;

/** The class files of the agent's busy handlers, as {@link BusyHandlerWriter} writes them. */
public final class BusyHandlerClass {
    private static volatile byte @Nullable [] ready;

    private BusyHandlerClass() {}

    /**
     * Each program needs the class that waits, so that it was written when the agent was built. It
     * is read while a driver is loaded: the thread that opens the first connection may be one that
     * must not read a file.
     */
    static void prepare() {
        if (ready == null) {
            ready = WovenAhead.busyHandler();
        }
    }

    /** The class whose handlers wait as SQLite's own does. */
    public static byte[] waiting() {
        byte[] known = ready;
        return known == null ? BusyHandlerWriter.waiting() : known;
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
