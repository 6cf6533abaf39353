package io.github.sqliteleak.system;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of threads and exceptions of the application's. Their classes may override these
 * methods with anything, so whatever they throw is no answer, and never a failure of the agent's.
 */
public final class Foreign {
    private static final int MOST_NAMES = 1_000;
    private static final StackTraceElement[] NO_FRAMES = {};

    private Foreign() {}

    /** Its number, 0 when it does not say it. Final in Java from 19 on. */
    public static long id(Thread thread) {
        try {
            return thread.getId();
        } catch (Throwable t) {
            return 0;
        }
    }

    /**
     * Whether it is a virtual one, by its class: Java 17 has no method for it, and no such class.
     */
    public static boolean isVirtual(@Nullable Thread thread) {
        return thread != null && thread.getClass().getName().equals("java.lang.VirtualThread");
    }

    /** Its frames, none when it does not show them. */
    public static StackTraceElement[] stack(Thread thread) {
        try {
            StackLook look = new StackLook(thread);
            Permissions.use(look);
            StackTraceElement[] stack = look.stack;
            return stack == null ? NO_FRAMES : stack;
        } catch (Throwable t) {
            return NO_FRAMES;
        }
    }

    private static final class StackLook implements Runnable {
        private final Thread thread;
        private StackTraceElement @Nullable [] stack;

        StackLook(Thread thread) {
            this.thread = thread;
        }

        @Override
        public void run() {
            stack = thread.getStackTrace();
        }
    }

    /** Its state; when it does not say it, whether it runs. */
    public static Thread.State state(Thread thread) {
        try {
            Thread.State state = thread.getState();
            if (state != null) {
                return state;
            }
        } catch (Throwable t) {
            // As if it had said nothing.
        }
        return thread.isAlive() ? Thread.State.RUNNABLE : Thread.State.TERMINATED;
    }

    /** Those that live now. No map of them is made, whose keys would be asked for their hash. */
    public static List<Thread> threads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        for (ThreadGroup up = root.getParent(); up != null; up = up.getParent()) {
            root = up;
        }
        // Some more may be started meanwhile.
        Thread[] threads = new Thread[2 * root.activeCount() + 16];
        return List.of(Arrays.copyOf(threads, root.enumerate(threads, true)));
    }

    /** Puts the calling thread's mark back that it was interrupted. */
    public static void interruptAgain() {
        try {
            Thread.currentThread().interrupt();
        } catch (Throwable t) {
            // Its class wants none of it.
        }
    }

    /** The names in properties, none when they do not say them. */
    public static List<String> names(Properties properties) {
        try {
            List<String> names = new ArrayList<>();
            int left = MOST_NAMES;
            for (Object name : properties.keySet()) {
                if (left-- == 0) {
                    return List.of();
                }
                if (name instanceof String text) {
                    names.add(text);
                }
            }
            return names;
        } catch (Throwable t) {
            return List.of();
        }
    }

    /** The vendor's code, 0 when it does not say it. */
    public static int errorCode(SQLException failure) {
        try {
            return failure.getErrorCode();
        } catch (Throwable t) {
            return 0;
        }
    }

    /** The message, null when there is none or it does not say it. */
    public static @Nullable String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (Throwable t) {
            return null;
        }
    }
}
