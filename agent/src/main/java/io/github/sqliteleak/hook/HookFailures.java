package io.github.sqliteleak.hook;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Failures of the agent itself: counted, the first one told, and after {@value #LIMIT} the hooks do
 * nothing any more.
 */
final class HookFailures {
    static final int LIMIT = 100;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static volatile @Nullable Consumer<String> printer;

    private HookFailures() {}

    static void tell(@Nullable Consumer<String> line) {
        printer = line;
        COUNT.set(0);
    }

    /** Never throws. */
    static void caught(Throwable failure) {
        try {
            int count = COUNT.incrementAndGet();
            Consumer<String> line = printer;
            if (count == LIMIT) {
                HookTargets.turnOff();
            }
            if (line == null) {
                return;
            }
            if (count == 1) {
                line.accept(
                        "internal error, the application goes on untouched: "
                                + failure
                                + at(failure));
            } else if (count == LIMIT) {
                line.accept(
                        "tracking is off after "
                                + LIMIT
                                + " internal errors; its report is incomplete");
            }
        } catch (Throwable again) {
            // Out of memory or stack: there is nobody left to tell.
            COUNT.incrementAndGet();
        }
    }

    private static String at(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return stack.length == 0 ? "" : " at " + stack[0];
    }

    static int count() {
        return COUNT.get();
    }
}
