package io.github.sqliteleak.toolkit;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets everybody pass until it is closed, and nobody after that. Without a lock, since those who
 * pass must not wait for each other.
 */
final class Gateway {
    private static final long POLL_NANOS = 100_000;

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicReference<@Nullable String> closed = new AtomicReference<>();

    /**
     * To be followed by {@link #exit()}.
     *
     * @throws SQLException when it is closed
     */
    void enter() throws SQLException {
        inside.incrementAndGet();
        try {
            checkOpen();
        } catch (SQLException e) {
            exit();
            throw e;
        }
    }

    void exit() {
        inside.decrementAndGet();
    }

    boolean isClosed() {
        return closed.get() != null;
    }

    void checkOpen() throws SQLException {
        String reason = closed.get();
        if (reason != null) {
            throw new SQLNonTransientConnectionException(reason);
        }
    }

    /**
     * Closes it, and waits for those who are just passing.
     *
     * @return false when that is so already
     */
    boolean close(String reason) {
        if (!closed.compareAndSet(null, reason)) {
            return false;
        }
        while (inside.get() > 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
