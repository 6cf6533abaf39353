package io.github.sqliteleak.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HikariCP's threads, each named after its pool: no two pools have the same name. */
final class HikariThreads {
    /** Since version 6, and before. */
    private static final String[][] ADDER_AND_CLOSER = {
        {":connection-adder", ":connection-closer"}, {" connection adder", " connection closer"}
    };

    private HikariThreads() {}

    /** Whether a thread of this name opens the connections of a pool. */
    static boolean isAdder(String thread) {
        return closer(thread) != null;
    }

    /**
     * Whether the pool of this adder closes no connection now. A pool forgets a connection in
     * {@code closeConnection}, which leaves the closing to a thread of its own that ends some
     * seconds later; only then it opens another in that place. So where neither is to be seen,
     * every connection that is open belongs to the pool. Looks at all threads.
     *
     * @param adder name of the thread that opened the latest connection
     * @return false also when the name is no adder's
     */
    static boolean closeNone(String adder) {
        String closer = closer(adder);
        if (closer == null) {
            return false;
        }
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            if (thread.getKey().getName().equals(closer) || isClosing(thread.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isClosing(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals("com.zaxxer.hikari.pool.HikariPool")
                    && frame.getMethodName().contains("closeConnection")) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String closer(String adder) {
        for (String[] names : ADDER_AND_CLOSER) {
            if (adder.endsWith(names[0])) {
                return adder.substring(0, adder.length() - names[0].length()) + names[1];
            }
        }
        return null;
    }
}
