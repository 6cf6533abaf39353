package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.sqlite.SQLiteJDBCLoader;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;
import reactor.blockhound.BlockingOperationError;

/**
 * Works with connections in a thread that must not block, as BlockHound sees to it. The one
 * argument says whether a blocking call is to {@code fail} or only to be noted.
 */
public final class EventLoop {
    private static final String THREAD = "event-loop";
    private static final int TIMEOUT_MILLIS = 300;
    private static final Queue<String> BLOCKED = new ConcurrentLinkedQueue<>();

    private EventLoop() {}

    public static void main(String... args) throws Exception {
        boolean fail = args[0].equals("fail");
        // Reads the drivers' jars and unpacks the native library, which blocks.
        DriverManager.getDrivers();
        SQLiteJDBCLoader.initialize();
        BlockHound.builder()
                .nonBlockingThreadPredicate(EventLoop::alsoOurThread)
                .blockingMethodCallback(call -> blocked(call, fail))
                .install();
        Connection waiter = start(EventLoop::open).get();
        try (Connection holder = open()) {
            Db.run(holder, "PRAGMA journal_mode=WAL", "CREATE TABLE t (x)", "BEGIN IMMEDIATE");
            Db.say(start(() -> attempt(waiter)).get());
            Future<String> second = start(() -> attempt(waiter));
            while (!isInTheDriver() && !second.isDone()) {
                Thread.onSpinWait();
            }
            Db.run(holder, "COMMIT");
            Db.say(second.get());
        }
        start(() -> close(waiter)).get();
        start(EventLoop::leak).get();
        BLOCKED.forEach(Db::say);
    }

    private static <T> Future<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task, THREAD).start();
        return task;
    }

    private static Predicate<Thread> alsoOurThread(Predicate<Thread> others) {
        return others.or(thread -> thread.getName().equals(THREAD));
    }

    private static void blocked(BlockingMethod call, boolean fail) {
        String stack = Arrays.toString(Thread.currentThread().getStackTrace());
        if (stack.replace("io.github.sqliteleak.it.", "").contains("io.github.sqliteleak.")) {
            BLOCKED.add("the agent blocks: " + call + " in " + stack);
        }
        if (fail) {
            throw new BlockingOperationError(call);
        }
    }

    private static Connection open() throws SQLException {
        return DriverManager.getConnection(Db.URL + "?busy_timeout=" + TIMEOUT_MILLIS);
    }

    private static Connection leak() throws SQLException {
        Connection connection = DriverManager.getConnection(Db.URL);
        Db.run(connection, "SELECT * FROM t");
        return connection;
    }

    private static boolean close(Connection connection) throws SQLException {
        connection.close();
        return true;
    }

    private static String attempt(Connection waiter) {
        long start = System.nanoTime();
        try {
            Db.run(waiter, "INSERT INTO t VALUES (1)");
            return "done";
        } catch (SQLException e) {
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            boolean early = millis < TIMEOUT_MILLIS * 9 / 10;
            return "failed: " + e.getErrorCode() + (early ? " early" : " in time");
        } catch (Throwable t) {
            return "thrown: " + t;
        }
    }

    private static boolean isInTheDriver() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().equals(THREAD))
                .flatMap(entry -> Arrays.stream(entry.getValue()))
                .anyMatch(frame -> frame.getMethodName().equals("step"));
    }
}
