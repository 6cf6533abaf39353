package io.github.sqliteleak.system;

import org.jspecify.annotations.Nullable;

/**
 * Makes threads for those of the application's that cannot make one: up to Java 20 the constructor
 * of {@code Thread} asks the calling thread for its context class loader, and a class of the
 * application's may answer with an exception. Its own thread was made before, and is started when
 * it is first needed. So are the classes that wait for it loaded, since most JVMs do without.
 */
final class ThreadMaker implements Runnable {
    private static volatile @Nullable ThreadMaker prepared;

    private final AgentThread thread;
    private @Nullable ThreadOrders orders;

    private ThreadMaker() {
        thread = new AgentThread("threads", this);
    }

    /** To be called early, by a thread of the JVM's. */
    static void prepare() {
        prepared = new ThreadMaker();
    }

    /** A new one, null when there is nobody to make it. */
    static @Nullable AgentThread make(AgentThread.Order order) {
        ThreadMaker maker = prepared;
        return maker == null ? null : maker.orders().give(order);
    }

    private synchronized ThreadOrders orders() {
        ThreadOrders known = orders;
        if (known == null) {
            known = new ThreadOrders();
            orders = known;
            thread.start();
        }
        return known;
    }

    @Override
    public void run() {
        orders().carryOut();
    }
}
