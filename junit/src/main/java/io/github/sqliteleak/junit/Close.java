package io.github.sqliteleak.junit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The closing of a connection in another thread. */
record Close(Closing closing, Future<?> end) {
    static Close start(Connection connection, ExecutorService closers) throws SQLException {
        Closing closing = new Closing(connection);
        return new Close(
                closing,
                closers.submit(
                        () -> {
                            closing.run();
                            return null;
                        }));
    }

    /** Waits at most so long; tells what became of it when it has ended. */
    boolean hasEnded(Duration wait, Notice notice, Failures failures) {
        try {
            await(wait);
            ClosingWatch.tell(closing, notice);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            failures.add(
                    e.getCause() instanceof SQLException failure
                            ? failure
                            : new SQLException(e.getCause()));
            return true;
        }
    }

    /** The interrupt of a thread that is to end a test does not end this. */
    private void await(Duration wait) throws TimeoutException, ExecutionException {
        long begun = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    end.get(ClosingWatch.left(begun, wait).toNanos(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
