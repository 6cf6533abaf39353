package io.github.sqliteleak.exit;

import io.github.sqliteleak.driver.DriverHandle;
import io.github.sqliteleak.lock.BusyHandlers;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.ForceClose.Result;
import io.github.sqliteleak.secrets.FreeText;
import java.lang.Thread.State;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The closing of one handle by a thread that may have to wait for another one to leave it. */
final class Closing {
    /** A statement gets this long to end by itself. */
    private static final Duration GRACE = Duration.ofMillis(100);

    /**
     * SQLite looks at the interrupt every few instructions: what has not ended by then does not run
     * SQL.
     */
    private static final Duration HOPELESS = Duration.ofSeconds(2);

    private static final ForceClose UNLOADED =
            new ForceClose(
                    Result.NOT_ATTEMPTED,
                    "its driver was unloaded with its class loader, after which nobody can close it");

    private final TrackedConnection connection;
    private final @Nullable Object handle;

    /**
     * Held while interrupting and taken before closing: an interrupt must not meet a closed handle.
     */
    private final Object gate = new Object();

    private boolean interrupted;
    private boolean closing;
    private volatile long startedNanos;
    private volatile @Nullable Thread worker;
    private volatile @Nullable ForceClose result;

    Closing(TrackedConnection connection) {
        this(connection, connection.handle());
    }

    /**
     * @param handle of the connection; null when its driver was unloaded
     */
    Closing(TrackedConnection connection, @Nullable Object handle) {
        this.connection = connection;
        this.handle = handle;
    }

    /** Closes the handle in the calling thread. Never throws. */
    void run() {
        run(() -> {});
    }

    /**
     * As {@link #run()}.
     *
     * @param inside run when the handle of a driver before 3.39.2 is closed, before its monitor is
     *     left: a thread that waits for the monitor would use memory that is gone
     */
    void run(Runnable inside) {
        startedNanos = System.nanoTime();
        worker = Thread.currentThread();
        Object open = handle;
        if (open == null) {
            result =
                    connection.closedNanos() == 0
                            ? UNLOADED
                            : new ForceClose(Result.ALREADY_CLOSED, null);
            return;
        }
        try {
            DriverHandle driver = new DriverHandle(open);
            synchronized (open) {
                if (driver.isClosed()) {
                    result = new ForceClose(Result.ALREADY_CLOSED, null);
                    return;
                }
                synchronized (gate) {
                    closing = true;
                }
                driver.close();
                result = new ForceClose(Result.CLOSED, null);
                if (connection.isOfEarlierDriver()) {
                    inside.run();
                }
            }
        } catch (SQLException e) {
            result = new ForceClose(Result.FAILED, FreeText.of(String.valueOf(e.getMessage())));
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            result = new ForceClose(Result.FAILED, FreeText.of(e.toString()));
        }
    }

    TrackedConnection connection() {
        return connection;
    }

    boolean hasEnded() {
        return result != null;
    }

    /** True when it has been waiting for another thread to leave the handle for some time. */
    boolean isStuck() {
        return hasWaited(GRACE);
    }

    /** True when it has been waiting for so long that no statement can be the reason. */
    boolean isHopeless() {
        return hasWaited(HOPELESS);
    }

    private boolean hasWaited(Duration duration) {
        Thread closer = worker;
        return closer != null
                && result == null
                && System.nanoTime() - startedNanos > duration.toNanos()
                && closer.getState() == State.BLOCKED;
    }

    /** Interrupts the statement that keeps the handle busy, once, and only where there is one. */
    void interruptWhatIsInFlight() {
        Thread busy = busyThread();
        if (handle == null || busy == null || !Stacks.runsSql(busy)) {
            return;
        }
        if (BusyHandlers.abandon(connection)) {
            // It waits for a lock, and returns by itself: an interrupt would keep the -wal file.
            return;
        }
        synchronized (gate) {
            if (interrupted || closing) {
                return;
            }
            interrupted = true;
            try {
                new DriverHandle(handle).interrupt();
            } catch (SQLException | ReflectiveOperationException e) {
                result = new ForceClose(Result.FAILED, "cannot interrupt: " + e);
            }
        }
    }

    /** What became of it, up to now. */
    ForceClose result() {
        ForceClose ended = result;
        if (ended != null) {
            return ended;
        }
        if (worker == null) {
            return new ForceClose(Result.TIMED_OUT, ForceCloser.NO_TIME);
        }
        Thread busy = busyThread();
        if (busy == null) {
            return new ForceClose(Result.TIMED_OUT, "closing it did not end in time");
        }
        return new ForceClose(Result.TIMED_OUT, Stacks.describe("still used by thread", busy));
    }

    private @Nullable Thread busyThread() {
        Thread closer = worker;
        Thread inFlight = connection.inFlight();
        if (inFlight != null && inFlight != closer) {
            return inFlight;
        }
        return closer == null ? null : Stacks.ownerOfLockWaitedFor(closer);
    }
}
