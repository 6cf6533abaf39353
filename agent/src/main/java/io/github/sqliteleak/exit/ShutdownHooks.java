package io.github.sqliteleak.exit;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's shutdown hooks, which run side by side. The map of them is taken while the JVM runs,
 * since {@code ApplicationShutdownHooks} gives it up when shutdown begins.
 */
public final class ShutdownHooks {
    private static final long POLL_MILLIS = 5;

    /**
     * The last slot of {@code java.lang.Shutdown}: after the hooks (1) and the files to delete on
     * exit (2).
     */
    private static final int LAST_SLOT = 9;

    private static final int SLOT_BEFORE_LAST = 8;

    private final Map<?, ?> hooks;

    private ShutdownHooks(Map<?, ?> hooks) {
        this.hooks = hooks;
    }

    /**
     * Opens {@code java.lang} to the agent and takes the map.
     *
     * @throws ReflectiveOperationException when this JVM keeps its hooks elsewhere
     */
    public static ShutdownHooks capture(Instrumentation instrumentation)
            throws ReflectiveOperationException {
        Module own = ShutdownHooks.class.getModule();
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of("java.lang", Set.of(own)),
                Set.of(),
                Map.of());
        Field field = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
        field.setAccessible(true);
        Object hooks = field.get(null);
        // None once shutdown has begun: what is then added with runAfterAll need not wait for them.
        return hooks instanceof Map<?, ?> map ? new ShutdownHooks(map) : unknown();
    }

    /** When the hooks cannot be seen: nothing is waited for. */
    public static ShutdownHooks unknown() {
        return new ShutdownHooks(Map.of());
    }

    /**
     * Waits, from within a shutdown hook, until all others have ended.
     *
     * @param own hooks not to wait for
     * @return those that still run when the deadline has passed
     */
    List<Thread> settle(Set<Thread> own, Deadline deadline) throws InterruptedException {
        List<Thread> running = new ArrayList<>();
        for (Object hook : hooks.keySet()) {
            if (hook instanceof Thread thread
                    && !own.contains(thread)
                    && !ended(thread, deadline)) {
                running.add(thread);
            }
        }
        return running;
    }

    private static boolean ended(Thread hook, Deadline deadline) throws InterruptedException {
        // Hooks are started one after the other: one that is still new is about to run.
        while (hook.getState() == Thread.State.NEW) {
            if (deadline.hasPassed()) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        long left = deadline.millisLeft();
        if (left > 0) {
            hook.join(left);
        }
        return !hook.isAlive();
    }

    /**
     * Adds work to a shutdown that has begun: it comes when all hooks have ended.
     *
     * @return false when this JVM does not allow it
     */
    public static boolean runAfterAll(Runnable work) {
        return add(SLOT_BEFORE_LAST, work);
    }

    /**
     * Lets the JVM end with this status, after the files that are to be deleted on exit are gone.
     *
     * @return false when this JVM does not allow it
     */
    static boolean haltAtTheVeryEnd(int status) {
        return add(LAST_SLOT, new Halt(status));
    }

    private static boolean add(int slot, Runnable work) {
        try {
            Method add =
                    Class.forName("java.lang.Shutdown")
                            .getDeclaredMethod("add", int.class, boolean.class, Runnable.class);
            add.setAccessible(true);
            add.invoke(null, slot, true, work);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    private record Halt(int status) implements Runnable {
        @Override
        public void run() {
            Runtime.getRuntime().halt(status);
        }
    }

    /** For tests: these hooks in place of the JVM's. */
    static ShutdownHooks of(@Nullable Map<Thread, Thread> hooks) {
        return new ShutdownHooks(hooks == null ? Map.of() : hooks);
    }
}
