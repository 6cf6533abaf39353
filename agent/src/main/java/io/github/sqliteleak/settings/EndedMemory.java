package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.ThreadName;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory that had tables and has ended.
 *
 * @param file as it was opened
 * @param lastId number of its last connection
 * @param where how it ended, in words
 * @param by the pool that had opened that connection, or where it was opened
 */
record EndedMemory(String file, long lastId, String where, String by) {

    /** Closed by the calling thread. */
    static EndedMemory by(TrackedConnection connection, String whose, int stackDepth) {
        return new EndedMemory(
                connection.file(),
                connection.id(),
                "ended when "
                        + whose
                        + " was closed at "
                        + place(CallStack.siteHere(stackDepth))
                        + " by thread \""
                        + ThreadName.of(Thread.currentThread())
                        + '"',
                opener(connection, stackDepth));
    }

    /** The pool that has opened a connection, or where it was opened. */
    static String opener(TrackedConnection connection, int stackDepth) {
        CallStack opened = CallStack.of(connection.opening(), stackDepth);
        String owner = opened.owner();
        return isPool(owner) ? owner : place(opened.site());
    }

    static boolean isPool(String opener) {
        return opener.startsWith("pool:");
    }

    /** Where and by whom a connection was opened. */
    static String beginning(TrackedConnection connection, int stackDepth) {
        return place(CallStack.of(connection.opening(), stackDepth).site())
                + " by thread \""
                + connection.threadName()
                + '"';
    }

    private static String place(@Nullable String site) {
        return site == null ? "a place that is not known" : site;
    }
}
