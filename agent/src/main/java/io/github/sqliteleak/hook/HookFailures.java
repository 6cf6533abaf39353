package io.github.sqliteleak.hook;

import io.github.sqliteleak.secrets.FreeText;
import io.github.sqliteleak.system.Permissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Failures of the agent itself: counted, the first one printed, and after {@value #LIMIT} the hooks
 * do nothing any more. What is lost by them is counted as well, for the report to say so.
 */
final class HookFailures {
    static final int LIMIT = 100;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicLong FIRST_MILLIS = new AtomicLong();
    private static final AtomicLong OPENINGS = new AtomicLong();
    private static final AtomicLong OPENINGS_SINCE = new AtomicLong();
    private static final AtomicLong OFF_SINCE = new AtomicLong();
    private static final AtomicLong OPENED_WHILE_OFF = new AtomicLong();

    /** Set where not even counting was possible: an assignment needs neither stack nor memory. */
    private static volatile boolean uncounted;

    private static volatile @Nullable String first;
    private static volatile @Nullable Consumer<String> printer;

    private HookFailures() {}

    static void printBy(@Nullable Consumer<String> line) {
        printer = line;
        COUNT.set(0);
        FIRST_MILLIS.set(0);
        OPENINGS.set(0);
        OPENINGS_SINCE.set(0);
        OFF_SINCE.set(0);
        OPENED_WHILE_OFF.set(0);
        uncounted = false;
        first = null;
    }

    /** A hook failed, and because of that a connection is not followed. Never throws. */
    static void lostOpening(Throwable failure) {
        try {
            OPENINGS.incrementAndGet();
            OPENINGS_SINCE.compareAndSet(0, System.currentTimeMillis());
        } catch (Throwable again) {
            uncounted = true;
        }
        caught(failure);
    }

    /** A connection was opened after the hooks had been turned off. Never throws. */
    static void openedWhileOff() {
        try {
            if (OFF_SINCE.get() != 0) {
                OPENED_WHILE_OFF.incrementAndGet();
            }
        } catch (Throwable again) {
            uncounted = true;
        }
    }

    /** Never throws. */
    static void caught(Throwable failure) {
        try {
            int count = COUNT.incrementAndGet();
            if (count == LIMIT) {
                OFF_SINCE.set(System.currentTimeMillis());
                HookTargets.turnOff();
            }
            if (count == 1) {
                FIRST_MILLIS.set(System.currentTimeMillis());
                first = FreeText.of(failure.toString()) + at(failure);
            }
            print(count);
        } catch (Throwable again) {
            // Out of memory or stack: nothing can be printed.
            uncounted = true;
        }
    }

    private static void print(int count) {
        Consumer<String> line = printer;
        if (line == null) {
            return;
        }
        if (count == 1) {
            String forbidden = Permissions.missing();
            line.accept(
                    forbidden != null
                            ? forbidden
                            : "internal error, the application goes on untouched: " + first);
        } else if (count == LIMIT) {
            line.accept(
                    "tracking is off after "
                            + LIMIT
                            + " internal errors; its report is incomplete");
        }
    }

    private static String at(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return stack.length == 0 ? "" : " at " + stack[0];
    }

    static int count() {
        return COUNT.get();
    }

    static InternalErrors soFar() {
        return new InternalErrors(
                Math.max(COUNT.get(), uncounted ? 1 : 0),
                FIRST_MILLIS.get(),
                first,
                OPENINGS.get(),
                OPENINGS_SINCE.get(),
                OFF_SINCE.get(),
                OPENED_WHILE_OFF.get());
    }
}
