package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.BusyTimeoutPragma;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.system.UninterruptedWait;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The busy handling of one connection: which handler is in force, and the waits that go through it.
 * Called under the monitor of the driver's {@code DB}, as the driver calls SQLite.
 *
 * <p>The driver refers to its handler from native code, which no collector sees through. So this
 * refers to the connection weakly, and to nothing of the driver's of its own.
 */
public final class BusyHandling {
    /** What SQLite calls when the database is locked. */
    private enum InForce {
        /** Its own handler, or none. */
        NATIVE,
        /** A handler that waits as its own would. */
        OURS,
        /** The application's, within one of ours. */
        APPLICATIONS,
        /** Its own for a moment, with the timeout known. */
        LENT,
        /** Its own until the next statement, with the timeout known. */
        RESTING
    }

    private final LockWatch watch;
    private final WeakReference<TrackedConnection> connection;
    private InForce inForce;

    /** 0 for none, {@link BusyTimeoutPragma#UNKNOWN} when SQL may have set one or another. */
    private int timeoutMillis;

    /**
     * What asks the application's handler while that is in force, where the driver has one handler
     * for all connections. Native code refers to that handler as well.
     */
    private BusyDriver.@Nullable Asking application;

    private final boolean mayRest;
    private volatile boolean visited;
    private boolean passing;
    private volatile boolean abandoned;
    private long target;
    private long awake;

    /**
     * SQLite waits by itself until {@link #wake}.
     *
     * @param mayRest whether the connection has a handler of its own
     * @param timeoutMillis that SQLite has
     */
    BusyHandling(
            LockWatch watch, TrackedConnection connection, boolean mayRest, int timeoutMillis) {
        this.watch = watch;
        this.connection = new WeakReference<>(connection);
        this.mayRest = mayRest;
        this.timeoutMillis = Math.max(0, timeoutMillis);
        this.inForce = timeoutMillis > 0 ? InForce.RESTING : InForce.NATIVE;
    }

    /** The timeout of the connection's waits; 0 for none, or when the application decides. */
    int timeoutMillis() {
        return inForce == InForce.NATIVE || inForce == InForce.APPLICATIONS ? 0 : timeoutMillis;
    }

    /** Whether SQLite would fail at once: no timeout, and no handler that is known. */
    boolean hasNone() {
        return inForce == InForce.NATIVE && timeoutMillis == 0;
    }

    /**
     * From now on this connection waits for no lock any more.
     *
     * @return true when it is waiting now, and about to give up
     */
    public static boolean abandon(TrackedConnection connection) {
        if (connection.busyHandling() instanceof BusyHandling handling) {
            handling.abandoned = true;
            return connection.isWaiting();
        }
        return false;
    }

    /**
     * A timeout is being set.
     *
     * @return true when it is in force, and nothing is to be told to SQLite
     */
    boolean timeoutSet(BusyDriver driver, Object handle, int millis)
            throws ReflectiveOperationException {
        if (passing) {
            return false;
        }
        timeoutMillis = Math.max(0, millis);
        if (timeoutMillis == 0) {
            if (inForce == InForce.OURS) {
                passing = true;
                try {
                    driver.dropHandler(handle);
                } finally {
                    passing = false;
                }
            }
            inForce = InForce.NATIVE;
            return false;
        }
        if (inForce != InForce.OURS) {
            inForce = InForce.NATIVE;
            driver.setWaiting(handle, this);
            inForce = InForce.OURS;
        }
        return true;
    }

    /**
     * A handler is being set.
     *
     * @param handler null to have none
     * @return true when it is in force, and nothing is to be told to SQLite
     */
    boolean handlerSet(BusyDriver driver, Object handle, @Nullable Object handler)
            throws ReflectiveOperationException {
        if (passing || (handler != null && driver.isOurs(handler))) {
            return false;
        }
        inForce = InForce.NATIVE;
        application = null;
        timeoutMillis = 0;
        if (handler == null) {
            return false;
        }
        application = driver.setAsking(handle, this, handler);
        inForce = InForce.APPLICATIONS;
        return true;
    }

    /** Gives SQLite its own handler back, so that it can tell the timeout. */
    void lend(BusyDriver driver, Object handle) throws ReflectiveOperationException {
        if (inForce == InForce.OURS) {
            giveBack(driver, handle);
            inForce = InForce.LENT;
        }
    }

    /**
     * After {@link #lend}.
     *
     * @param set the timeout that SQL has set meanwhile, null when none
     */
    void takeBack(BusyDriver driver, Object handle, @Nullable Integer set)
            throws ReflectiveOperationException {
        if (set != null && set == BusyTimeoutPragma.UNKNOWN) {
            inForce = InForce.NATIVE;
            timeoutMillis = BusyTimeoutPragma.UNKNOWN;
            return;
        }
        if (set != null) {
            inForce = InForce.NATIVE;
            timeoutMillis = set;
        }
        if (timeoutMillis > 0 && (set != null || inForce == InForce.LENT)) {
            driver.setWaiting(handle, this);
            inForce = InForce.OURS;
        }
    }

    boolean isLent() {
        return inForce == InForce.LENT;
    }

    /** Whether {@link #rest} has something to do. Without the monitor a guess. */
    boolean mayRest() {
        return mayRest && inForce == InForce.OURS && !visited;
    }

    /** A thread of the agent's is on its way to {@link #rest}, and may have to wait for it. */
    void visited(boolean begins) {
        visited = begins;
    }

    /** Has SQLite wait by itself, and refer to nothing of the driver's, until {@link #wake}. */
    void rest(BusyDriver driver, Object handle) throws ReflectiveOperationException {
        if (mayRest && inForce == InForce.OURS) {
            giveBack(driver, handle);
            inForce = InForce.RESTING;
        }
    }

    private void giveBack(BusyDriver driver, Object handle) throws ReflectiveOperationException {
        passing = true;
        try {
            driver.setNoHandler(handle, timeoutMillis);
        } finally {
            passing = false;
        }
    }

    /** The handle was closed, and nobody has seen it: it is left to itself from now on. */
    void leave() {
        inForce = InForce.NATIVE;
        timeoutMillis = BusyTimeoutPragma.UNKNOWN;
    }

    /** Has SQLite call the agent's handler when the database is locked, if it had before. */
    void wake(BusyDriver driver, Object handle) throws ReflectiveOperationException {
        if (inForce == InForce.RESTING) {
            driver.setWaiting(handle, this);
            inForce = InForce.OURS;
        }
    }

    /** Whether SQLite waits by itself now, so that nothing is seen of a wait. */
    boolean waitsUnseen() {
        return inForce == InForce.LENT
                || inForce == InForce.RESTING
                || (inForce == InForce.NATIVE && timeoutMillis != 0);
    }

    /** SQLite's own handling is to be in force again, for good. */
    void release(BusyDriver driver, Object handle) throws ReflectiveOperationException {
        if (inForce == InForce.OURS) {
            giveBack(driver, handle);
        }
        if (inForce != InForce.APPLICATIONS) {
            inForce = InForce.NATIVE;
        }
    }

    /**
     * SQLite's callback: waits a little, then lets it try again. It waits as long whatever becomes
     * of what is noted about it, and never throws.
     *
     * @param attempt of the same statement, from 0
     * @return 0 to give up
     */
    public int retry(int attempt) {
        long now = System.nanoTime();
        // Time that SQLite took to try again counts as with its own handler, time spent here not.
        target = attempt == 0 ? now : target + (now - awake);
        int delay = abandoned ? 0 : BusyDelays.delay(attempt, timeoutMillis);
        PendingWait wait = watch.waiting(connection.get(), timeoutMillis(), now, delay == 0);
        if (delay > 0) {
            target += delay * 1_000_000L;
            sleepUntil(target);
        }
        awake = System.nanoTime();
        watch.waited(wait, awake, delay > 0);
        return delay > 0 ? 1 : 0;
    }

    /**
     * The callback of a driver that has one for all connections.
     *
     * @throws Throwable what a handler of the application's throws
     */
    int called(int attempt) throws Throwable {
        BusyDriver.Asking asked = inForce == InForce.APPLICATIONS ? application : null;
        return asked == null ? retry(attempt) : asked.ask(attempt);
    }

    /** SQLite's callback, before a handler of the application's is asked. */
    public void asked() {
        watch.waiting(connection.get(), timeoutMillis(), System.nanoTime(), false);
    }

    /**
     * The application's handler has answered.
     *
     * @param answer 0 to give up
     * @return the answer that SQLite gets
     */
    public int answered(int answer) {
        int given = abandoned ? 0 : answer;
        TrackedConnection waiter = connection.get();
        if (waiter != null && waiter.pendingWait() instanceof PendingWait wait) {
            watch.waited(wait, System.nanoTime(), given != 0);
        }
        return given;
    }

    /**
     * Sleeps as native code would: an interrupt neither ends it nor is it lost, and no tool that
     * looks for blocking calls sees it. To the nearest millisecond, which JDK 17 would round up to;
     * what it is early or late by, the next one is longer or shorter.
     */
    private static void sleepUntil(long nanos) {
        try {
            UninterruptedWait.sleep((nanos - System.nanoTime() + 500_000) / 1_000_000);
        } catch (Throwable t) {
            Guard.caught(t);
        }
    }
}
