package io.github.sqliteleak.exit;

import io.github.sqliteleak.system.Deadline;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.system.JavaLangAccess;
import io.github.sqliteleak.system.Sealed;
import io.github.sqliteleak.system.UninterruptedWait;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
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

    private final @Nullable Sealed<Instrumentation> instrumentation;
    private final Map<?, ?> hooks;

    /** What whoever adds or removes a hook holds meanwhile. */
    private final Object lock;

    private ShutdownHooks(
            @Nullable Sealed<Instrumentation> instrumentation, Map<?, ?> hooks, Object lock) {
        this.instrumentation = instrumentation;
        this.hooks = hooks;
        this.lock = lock;
    }

    /**
     * Takes the JVM's map.
     *
     * @throws ReflectiveOperationException when this JVM keeps its hooks elsewhere
     * @throws IOException when the agent's jar cannot be read
     * @throws IllegalStateException when the JVM is shutting down
     */
    public static ShutdownHooks capture(Sealed<Instrumentation> instrumentation)
            throws ReflectiveOperationException, IOException {
        ShutdownAccess access = access(instrumentation);
        return new ShutdownHooks(instrumentation, access.applicationHooks(), access.lock());
    }

    /** Kept by nobody: by whoever has one, all that is open to it is open. */
    private static ShutdownAccess access(Sealed<Instrumentation> instrumentation)
            throws ReflectiveOperationException, IOException {
        return JavaLangAccess.open(
                instrumentation.open(), ShutdownAccess.class, ReflectiveShutdownAccess.class);
    }

    /** These hooks; without any nothing is waited for. */
    public static ShutdownHooks of(Map<Thread, Thread> hooks) {
        return of(hooks, hooks);
    }

    /**
     * As {@link #of(Map)}.
     *
     * @param lock under which the map is changed
     */
    static ShutdownHooks of(Map<Thread, Thread> hooks, Object lock) {
        return new ShutdownHooks(null, hooks, lock);
    }

    /**
     * Takes the hook of this name out of the JVM's hands, which will not run it any more.
     *
     * @return null when there is none, or when the JVM is shutting down already
     */
    public @Nullable Thread take(String name) {
        try {
            for (Object hook : all()) {
                if (hook instanceof Thread thread
                        && thread.getName().equals(name)
                        && Runtime.getRuntime().removeShutdownHook(thread)) {
                    return thread;
                }
            }
        } catch (IllegalStateException e) {
            // Too late: it runs beside the others.
            return null;
        }
        return null;
    }

    /**
     * Waits, from within a shutdown hook, until all others have ended.
     *
     * @param own hooks not to wait for
     * @return those that still run when the deadline has passed
     */
    List<Thread> settle(Set<Thread> own, Deadline deadline) {
        List<Thread> running = new ArrayList<>();
        for (Object hook : all()) {
            if (hook instanceof Thread thread
                    && !own.contains(thread)
                    && !ended(thread, deadline)) {
                running.add(thread);
            }
        }
        return running;
    }

    /** All threads that are hooks, the agent's own too. */
    Set<Thread> threads() {
        Set<Thread> threads = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object hook : all()) {
            if (hook instanceof Thread thread) {
                threads.add(thread);
            }
        }
        return threads;
    }

    /** As they are now: other threads may be adding and removing some. */
    private Object[] all() {
        synchronized (lock) {
            return hooks.keySet().toArray();
        }
    }

    private static boolean ended(Thread hook, Deadline deadline) {
        // Hooks are started one after the other: one that is still new is about to run.
        while (Foreign.state(hook) == Thread.State.NEW) {
            if (deadline.hasPassed()) {
                return false;
            }
            UninterruptedWait.sleep(POLL_MILLIS);
        }
        UninterruptedWait.join(hook, deadline.millisLeft());
        return !hook.isAlive();
    }

    /**
     * Lets the JVM end with this status, if possible after the files that are to be deleted on exit
     * are gone.
     */
    void haltWith(int status) {
        try {
            if (instrumentation != null) {
                access(instrumentation).runLast(new Halt(status));
                return;
            }
        } catch (ReflectiveOperationException | IOException | RuntimeException e) {
            // This JVM does not allow it: then those files stay.
        }
        new Halt(status).run();
    }

    private record Halt(int status) implements Runnable {
        @Override
        public void run() {
            Runtime.getRuntime().halt(status);
        }
    }
}
