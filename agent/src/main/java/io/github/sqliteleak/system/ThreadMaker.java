package io.github.sqliteleak.system;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes threads for those of the application's that cannot make one: up to Java 20 the constructor
 * of {@code Thread} asks the calling thread for its context class loader, and a class of the
 * application's may answer with an exception. Its own thread was made before, and is started when
 * it is first needed.
 */
final class ThreadMaker implements Runnable {
    private static final long MOST_SECONDS = 5;
    private static volatile @Nullable ThreadMaker prepared;

    private final LinkedBlockingQueue<FutureTask<AgentThread>> orders = new LinkedBlockingQueue<>();
    private final AgentThread thread;
    private boolean started;

    private ThreadMaker() {
        thread = new AgentThread("threads", this);
    }

    /** To be called early, by a thread of the JVM's. */
    static void prepare() {
        prepared = new ThreadMaker();
    }

    /** A new one, null when there is nobody to make it. */
    static @Nullable AgentThread make(Callable<AgentThread> order) {
        ThreadMaker maker = prepared;
        return maker == null ? null : maker.carryOut(new FutureTask<>(order));
    }

    private @Nullable AgentThread carryOut(FutureTask<AgentThread> order) {
        start();
        orders.add(order);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return order.get(MOST_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException | TimeoutException e) {
                    return null;
                }
            }
        } finally {
            if (interrupted) {
                Foreign.interruptAgain();
            }
        }
    }

    private synchronized void start() {
        if (!started) {
            started = true;
            thread.start();
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                orders.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
