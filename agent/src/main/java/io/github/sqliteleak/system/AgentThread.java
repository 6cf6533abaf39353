package io.github.sqliteleak.system;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Callable;

/**
 * A thread of the agent's own. A daemon that takes nothing from the thread that starts it: no
 * context class loader, no inheritable thread-locals, not its group, no access control context.
 * What it does to the driver is not tracked. What it throws is counted by {@link Guard}, and never
 * reaches the application's handlers of uncaught exceptions.
 */
public class AgentThread extends Thread {
    private static final String PREFIX = "sqlite-leak-";

    /** The Java from which on a thread that inherits nothing asks its maker for nothing. */
    private static final int ASKS_NOBODY = 21;

    private static final UncaughtExceptionHandler GUARD = new Guarded();

    /**
     * For {@link #of}, and for subclasses that are made by a thread of the agent's.
     *
     * @param job what the thread is there for; its name is {@code sqlite-leak-} and this
     */
    @SuppressWarnings("this-escape")
    protected AgentThread(String job, Runnable work) {
        super(rootGroup(), work, PREFIX + job, 0, false);
        setDaemon(true);
        setContextClassLoader(null);
        setUncaughtExceptionHandler(GUARD);
    }

    /**
     * A thread that is not started yet. Up to Java 23 a thread keeps the protection domains of the
     * code that made it, and by them the class loaders; made in a privileged action, it keeps those
     * of the agent only.
     *
     * @param job what the thread is there for; its name is {@code sqlite-leak-} and this
     */
    public static AgentThread of(String job, Runnable work) {
        try {
            return made(job, work);
        } catch (RuntimeException | Error e) {
            // The calling thread's class overrides what the constructor calls.
            AgentThread made = ThreadMaker.make(new Order(job, work));
            if (made == null) {
                throw e;
            }
            return made;
        }
    }

    /** To be called early, by a thread of the JVM's: what {@link #of} may need later. */
    public static void prepare() {
        if (Runtime.version().feature() < ASKS_NOBODY) {
            ThreadMaker.prepare();
        }
    }

    @SuppressWarnings("removal")
    private static AgentThread made(String job, Runnable work) {
        return AccessController.doPrivileged(
                new PrivilegedAction<AgentThread>() {
                    @Override
                    public AgentThread run() {
                        return new AgentThread(job, work);
                    }
                });
    }

    /** A thread to be made by another one. */
    record Order(String job, Runnable work) implements Callable<AgentThread> {
        @Override
        public AgentThread call() {
            return made(job, work);
        }
    }

    /** True when the calling thread is one of the agent's. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof AgentThread;
    }

    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        for (ThreadGroup up = group.getParent(); up != null; up = up.getParent()) {
            group = up;
        }
        return group;
    }

    private static final class Guarded implements UncaughtExceptionHandler {
        @Override
        public void uncaughtException(Thread thread, Throwable failure) {
            Guard.caught(failure);
        }
    }
}
