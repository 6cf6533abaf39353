package io.github.sqliteleak.flight;

import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.system.ThreadName;
import io.github.sqliteleak.system.UninterruptedWait;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The application's event streams over its own JVM. When the recorder has ended they still have to
 * hand out the last events, and to call their {@code onClose}; the JVM does not wait for them.
 */
public final class EventStreams {
    /** They look for what is new once a second. */
    private static final long LONGEST_MILLIS = 3_000;

    private static final String THREAD = "JFR Event Stream ";

    private EventStreams() {}

    /** Returns when their threads have ended, at the latest after three seconds. */
    public static void awaitEnd() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
        List<Thread> threads = Foreign.threads();
        for (int i = 0; i < threads.size(); i++) {
            Thread thread = threads.get(i);
            if (ThreadName.of(thread).startsWith(THREAD) && !endsTheJvm(Foreign.stack(thread))) {
                UninterruptedWait.join(
                        thread, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
            }
        }
    }

    /** One whose handler has called {@code System.exit} waits for the end of the JVM itself. */
    static boolean endsTheJvm(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals("java.lang.Runtime")
                    && frame.getMethodName().equals("exit")) {
                return true;
            }
        }
        return false;
    }
}
