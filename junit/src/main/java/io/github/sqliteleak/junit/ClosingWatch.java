package io.github.sqliteleak.junit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
    static void closeHere(Connection connection, Notice notice) throws SQLException {
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
        tell(closing, notice);
    }

    /**
     * Closes each, the first one first. Takes 2 s at most for all of them.
     *
     * @param failures gets an {@link AssertionFailedError} when some are still in use then, with
     *     the threads
     */
    static void closeAll(Collection<Connection> connections, Notice notice, Failures failures) {
        long begun = System.nanoTime();
        List<Close> pending = new ArrayList<>();
        for (Connection connection : connections) {
            try {
                if (!connection.isClosed()) {
                    Close close = Close.start(connection, CLOSERS);
                    if (!close.hasEnded(left(begun, GRACE), notice, failures)) {
                        pending.add(close);
                    }
                }
            } catch (SQLException e) {
                failures.add(e);
            }
        }
        connections.clear();
        while (!pending.isEmpty() && !left(begun, TIMEOUT).isZero()) {
            pending.forEach(close -> close.closing().interrupt());
            pending.removeIf(close -> close.hasEnded(PAUSE, notice, failures));
        }
        if (!pending.isEmpty()) {
            failures.add(new AssertionFailedError(stillUsed(pending)));
        }
    }

    static Duration left(long begun, Duration limit) {
        long left = begun + limit.toNanos() - System.nanoTime();
        return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }

    private static String stillUsed(List<Close> pending) {
        boolean one = pending.size() == 1;
        Set<String> users = new TreeSet<>();
        for (Close close : pending) {
            String user = close.closing().inTheWay();
            if (user != null) {
                users.add(user);
            }
        }
        String time = TIMEOUT.toSeconds() + " s";
        return "cannot close "
                + (one ? "a connection" : pending.size() + " connections")
                + " that the test was given: "
                + (users.isEmpty()
                        ? "that did not end within " + time
                        : String.join(", ", users)
                                + (users.size() == 1 ? " still uses " : " still use ")
                                + (one ? "it" : "them")
                                + ", and could not be interrupted for "
                                + time
                                + "\n  fix: let it end before the test does");
    }

    static void tell(Closing closing, Notice notice) {
        @Nullable String inTheWay = closing.inTheWay();
        if (inTheWay != null) {
            notice.say(
                    inTheWay
                            + " still used a connection that the test was given when it ended: its"
                            + " SQL was interrupted");
        }
    }
}
