package io.github.sqliteleak.junit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/** Closes connections that tests were given, and interrupts what holds that up. */
final class ClosingWatch {
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** SQL gets this long to end by itself. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final ThreadFactory THREADS =
            work -> {
                Thread thread = new Thread(work, "sqlite-leak-junit-closing");
                thread.setDaemon(true);
                return thread;
            };
    private static final ExecutorService CLOSERS = Executors.newCachedThreadPool(THREADS);
    private static final Map<Closing, Long> HERE = new ConcurrentHashMap<>();

    private ClosingWatch() {}

    /** Starts with the first use. */
    private static final class Interrupter {
        private static final ScheduledFuture<?> LOOKING =
                Executors.newSingleThreadScheduledExecutor(THREADS)
                        .scheduleWithFixedDelay(
                                Interrupter::look,
                                GRACE.toNanos(),
                                GRACE.toNanos(),
                                TimeUnit.NANOSECONDS);

        private Interrupter() {}

        static boolean isRunning() {
            return !LOOKING.isDone();
        }

        private static void look() {
            long now = System.nanoTime();
            HERE.forEach(
                    (closing, since) -> {
                        if (now - since > GRACE.toNanos()) {
                            closing.interrupt();
                        }
                    });
        }
    }

    /**
     * In the calling thread: for private databases in memory, where handing it to another one would
     * cost more than the rest, and where nobody waits for locks.
     */
    static void closeHere(Connection connection, ExtensionContext context) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        Closing closing = new Closing(connection);
        if (Interrupter.isRunning()) {
            HERE.put(closing, System.nanoTime());
        }
        try {
            closing.run();
        } finally {
            HERE.remove(closing);
        }
        tell(closing, context);
    }

    /**
     * Takes 2 s at most.
     *
     * @throws AssertionFailedError when it is still in use then, with the thread
     */
    static void close(Connection connection, ExtensionContext context) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        Closing closing = new Closing(connection);
        Future<?> closed =
                CLOSERS.submit(
                        () -> {
                            closing.run();
                            return null;
                        });
        long end = System.nanoTime() + TIMEOUT.toNanos();
        Duration pause = GRACE;
        boolean interrupted = false;
        try {
            while (!isDone(closed, pause)) {
                if (System.nanoTime() - end >= 0) {
                    throw new AssertionFailedError(
                            "cannot close a connection that the test was given: "
                                    + closing.inTheWay()
                                    + " still uses it, and could not be interrupted for "
                                    + TIMEOUT.toSeconds()
                                    + " s\n  fix: let it end before the test does");
                }
                closing.interrupt();
                pause = PAUSE;
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        tell(closing, context);
    }

    /** Waits at most so long; a thread that is interrupted does not wait. */
    private static boolean isDone(Future<?> closed, Duration pause) throws SQLException {
        try {
            closed.get(pause.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return closed.isDone();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new SQLException(e.getCause());
        }
    }

    private static void tell(Closing closing, ExtensionContext context) {
        @Nullable String inTheWay = closing.inTheWay();
        if (inTheWay != null) {
            Notice.say(
                    context,
                    inTheWay
                            + " still used a connection that the test was given when it ended: its"
                            + " SQL was interrupted");
        }
    }
}
