package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.BusyState;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.BusyTimeoutPragma;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The busy handling of one connection: which handler is in force, and the waits that go through it.
 * Called under the monitor of the driver's {@code DB}, as the driver calls SQLite.
 *
 * <p>The driver refers to its handler from native code, which no collector sees through. So this
 * refers to the connection weakly, and to nothing of the driver's of its own.
 */
public final class BusyHandling implements BusyState, RetryHandling {
    private final LockWatch watch;
    private final WeakReference<TrackedConnection> connection;
    private BusyInForce inForce;

    /** 0 for none, {@link BusyTimeoutPragma#UNKNOWN} when SQL may have set one or another. */
    private int timeoutMillis;

    /**
     * What asks the application's handler while that is in force, where the driver has one handler
     * for all connections. Native code refers to that handler as well.
     */
    private BusyDriver.@Nullable Asking application;

    private final boolean mayRest;
    private volatile boolean visited;
    private volatile boolean abandoned;
    private final BusyPace pace = new BusyPace();

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
        this.inForce = timeoutMillis > 0 ? BusyInForce.RESTING : BusyInForce.NATIVE;
    }

    @Override
    public int timeoutMillis() {
        return inForce == BusyInForce.NATIVE || inForce == BusyInForce.APPLICATIONS
                ? 0
                : timeoutMillis;
    }

    @Override
    public boolean hasNone() {
        return inForce == BusyInForce.NATIVE && timeoutMillis == 0;
    }

    void abandon() {
        abandoned = true;
    }

    /**
     * A timeout is being set.
     *
     * @return true when it is in force, and the native method is not to be called
     */
    boolean timeoutSet(BusyDriver driver, Object handle, int millis)
            throws ReflectiveOperationException {
        timeoutMillis = Math.max(0, millis);
        if (timeoutMillis == 0) {
            if (inForce == BusyInForce.OURS) {
                driver.dropHandler(handle);
            }
            inForce = BusyInForce.NATIVE;
            return false;
        }
        if (inForce != BusyInForce.OURS) {
            inForce = BusyInForce.NATIVE;
            driver.setWaiting(handle, this);
            inForce = BusyInForce.OURS;
        }
        return true;
    }

    /**
     * A handler is being set.
     *
     * @param handler null to have none
     * @return true when it is in force, and the native method is not to be called
     */
    boolean handlerSet(BusyDriver driver, Object handle, @Nullable Object handler)
            throws ReflectiveOperationException {
        inForce = BusyInForce.NATIVE;
        application = null;
        timeoutMillis = 0;
        if (handler == null) {
            return false;
        }
        application = driver.setAsking(handle, this, handler);
        inForce = BusyInForce.APPLICATIONS;
        return true;
    }

    /** Gives SQLite its own handler back, so that a PRAGMA shows the timeout. */
    void lend(BusyDriver driver, Object handle) throws ReflectiveOperationException {
        if (inForce == BusyInForce.OURS) {
            driver.setNoHandler(handle, timeoutMillis);
            inForce = BusyInForce.LENT;
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
            inForce = BusyInForce.NATIVE;
            timeoutMillis = BusyTimeoutPragma.UNKNOWN;
            return;
        }
        if (set != null) {
            inForce = BusyInForce.NATIVE;
            timeoutMillis = set;
        }
        if (timeoutMillis > 0 && (set != null || inForce == BusyInForce.LENT)) {
            driver.setWaiting(handle, this);
            inForce = BusyInForce.OURS;
        }
    }

    boolean isLent() {
        return inForce == BusyInForce.LENT;
    }

    /** Whether {@link #rest} has something to do. Without the monitor a guess. */
    boolean mayRest() {
        return mayRest && inForce == BusyInForce.OURS && !visited;
    }

    /** A thread of the agent's is on its way to {@link #rest}, and may have to wait for it. */
    void visited(boolean begins) {
        visited = begins;
    }

    /** Has SQLite wait by itself, and refer to nothing of the driver's, until {@link #wake}. */
    void rest(BusyDriver driver, Object handle) throws ReflectiveOperationException {
        if (mayRest && inForce == BusyInForce.OURS) {
            driver.setNoHandler(handle, timeoutMillis);
            inForce = BusyInForce.RESTING;
        }
    }

    /** The handle was closed, and nobody has seen it: it is left to itself from now on. */
    void leave() {
        inForce = BusyInForce.NATIVE;
        timeoutMillis = BusyTimeoutPragma.UNKNOWN;
    }

    /** Has SQLite call the agent's handler when the database is locked, if it had before. */
    void wake(BusyDriver driver, Object handle) throws ReflectiveOperationException {
        if (inForce == BusyInForce.RESTING) {
            driver.setWaiting(handle, this);
            inForce = BusyInForce.OURS;
        }
    }

    @Override
    public boolean waitsUnseen() {
        return inForce == BusyInForce.LENT
                || inForce == BusyInForce.RESTING
                || (inForce == BusyInForce.NATIVE && timeoutMillis != 0);
    }

    /** SQLite's own handling is to be in force again, for good. */
    void release(BusyDriver driver, Object handle) throws ReflectiveOperationException {
        if (inForce == BusyInForce.OURS) {
            driver.setNoHandler(handle, timeoutMillis);
        }
        if (inForce != BusyInForce.APPLICATIONS) {
            inForce = BusyInForce.NATIVE;
        }
    }

    /**
     * SQLite's callback: waits a little, then lets it try again. It waits as long whatever becomes
     * of what is noted about it, and never throws.
     *
     * @param attempt of the same statement, from 0
     * @return 0 to give up
     */
    @Override
    public int retry(int attempt) {
        long now = System.nanoTime();
        pace.attempt(attempt, now);
        int delay = abandoned ? 0 : BusyDelays.delay(attempt, timeoutMillis);
        PendingWait wait = watch.waiting(connection.get(), timeoutMillis(), now, delay == 0);
        watch.waited(wait, pace.sleep(delay), delay > 0);
        return delay > 0 ? 1 : 0;
    }

    /**
     * The callback of a driver that has one for all; throws what an application's handler throws.
     */
    int called(int attempt) throws Throwable {
        BusyDriver.Asking asked = inForce == BusyInForce.APPLICATIONS ? application : null;
        return asked == null ? retry(attempt) : asked.ask(attempt);
    }

    /** SQLite's callback, before a handler of the application's is asked. */
    public void asked() {
        watch.waiting(connection.get(), timeoutMillis(), System.nanoTime(), false);
    }

    /** The application's handler has answered, 0 to give up; returns what SQLite gets. */
    public int answered(int answer) {
        int given = abandoned ? 0 : answer;
        TrackedConnection waiter = connection.get();
        if (waiter != null && waiter.pendingWait() instanceof PendingWait wait) {
            watch.waited(wait, System.nanoTime(), given != 0);
        }
        return given;
    }
}
