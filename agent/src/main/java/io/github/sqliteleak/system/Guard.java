package io.github.sqliteleak.system;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the agent and whoever calls it: the driver, SQLite, Flight Recorder, the VM,
 * the test platform, and the threads that the agent starts. Each such entry has one shape: {@code
 * try} around all of its work, {@code catch (Throwable)} with {@link #caught} behind it. What is
 * caught is counted, and nothing is thrown into the application.
 *
 * <p>Hooks that run for each statement write that shape out, since it costs them nothing; others
 * may use {@link #run}.
 */
public final class Guard {
    private static volatile @Nullable Consumer<Throwable> counter;

    private Guard() {}

    /** From now on this one counts what is caught; null for nobody. */
    public static void countWith(@Nullable Consumer<Throwable> newCounter) {
        counter = newCounter;
    }

    /** Counts a failure of the agent. Never throws. */
    public static void caught(Throwable failure) {
        try {
            Consumer<Throwable> to = counter;
            if (to != null) {
                to.accept(failure);
            }
        } catch (Throwable again) {
            // Out of memory or stack: not even counting is possible.
            return;
        }
    }

    /** Runs this; never throws. */
    public static void run(Runnable work) {
        try {
            work.run();
        } catch (Throwable t) {
            caught(t);
        }
    }
}
