package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries again when SQLite answers {@code SQLITE_BUSY} or {@code SQLITE_LOCKED}; everything else
 * passes through at once. The answer is looked for in the causes of what was thrown, too, where
 * Spring, jOOQ, Hibernate, JDBI and Exposed put it. Work is repeated as a whole, so it must be
 * idempotent: by calling a method of this class you declare that it is.
 *
 * <p>The pause after a failed attempt comes on top of what SQLite's own busy timeout waited in it.
 * It begins at {@code firstDelay} and doubles up to {@code maxDelay}; a random half of it is left
 * out, so that two processes do not meet again and again. Attempts end after {@code attempts} or
 * when the next one would begin after {@code deadline}, counted from the first one's beginning with
 * SQLite's waiting included. Immutable, safe for any number of threads.
 */
public final class BusyRetry {
    private final int attempts;
    private final Duration firstDelay;
    private final Duration maxDelay;
    private final Duration deadline;
    private final RetryClock clock;

    private BusyRetry(
            int attempts,
            Duration firstDelay,
            Duration maxDelay,
            Duration deadline,
            RetryClock clock) {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
        }
        this.attempts = attempts;
        this.firstDelay = Durations.notNegative(firstDelay, "firstDelay");
        this.maxDelay = Durations.notNegative(maxDelay, "maxDelay");
        this.deadline = Durations.notNegative(deadline, "deadline");
        this.clock = clock;
    }

    /** 8 attempts within 60 s, pauses from 0.5 s doubling to 5 s. */
    public static BusyRetry defaults() {
        return new BusyRetry(
                8,
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                RetryClock.SYSTEM);
    }

    /** At most this many attempts, the first one included. */
    public BusyRetry attempts(int count) {
        return new BusyRetry(count, firstDelay, maxDelay, deadline, clock);
    }

    public BusyRetry firstDelay(Duration delay) {
        return new BusyRetry(attempts, delay, maxDelay, deadline, clock);
    }

    public BusyRetry maxDelay(Duration delay) {
        return new BusyRetry(attempts, firstDelay, delay, deadline, clock);
    }

    /** The pauses, as a value that can be looked at. */
    public RetryDelays delays() {
        return new RetryDelays(firstDelay, maxDelay);
    }

    /** As {@link #firstDelay} and {@link #maxDelay} together. */
    public BusyRetry delays(RetryDelays delays) {
        return new BusyRetry(attempts, delays.first(), delays.longest(), deadline, clock);
    }

    /** No attempt begins later than this after the first one began. */
    public BusyRetry deadline(Duration limit) {
        return new BusyRetry(attempts, firstDelay, maxDelay, limit, clock);
    }

    BusyRetry clock(RetryClock other) {
        return new BusyRetry(attempts, firstDelay, maxDelay, deadline, other);
    }

    /**
     * Repeats work that stands by itself, such as a statement in autocommit mode or opening a
     * connection. {@code BUSY_SNAPSHOT} passes through at once: it comes out of a transaction that
     * has read too old a state, and repeating a statement in it can never succeed. Use {@link
     * #transaction(Connection, TransactionWork)} for those.
     *
     * @throws BusyRetriesExhaustedException when no attempt succeeded, with all of them
     */
    public <T extends @Nullable Object, E extends Exception> T callIdempotent(
            IdempotentWork<T, E> work) throws SQLException, E {
        return repeat(work, false);
    }

    /** As {@link #transaction(Connection, TransactionMode, TransactionWork)}, IMMEDIATE. */
    public <T extends @Nullable Object, E extends Exception> T transaction(
            Connection connection, TransactionWork<T, E> work) throws SQLException, E {
        return transaction(connection, TransactionMode.IMMEDIATE, work);
    }

    /**
     * Runs a whole transaction, and the whole of it again when it met a lock, {@code BUSY_SNAPSHOT}
     * included: rolled back, begun anew, so that it reads the state of now.
     *
     * @param connection in autocommit mode; it is so again afterwards
     * @throws BusyRetriesExhaustedException when no attempt succeeded, with all of them
     */
    public <T extends @Nullable Object, E extends Exception> T transaction(
            Connection connection, TransactionMode mode, TransactionWork<T, E> work)
            throws SQLException, E {
        if (!connection.getAutoCommit()) {
            throw new SQLException(
                    "BusyRetry begins and ends the transaction itself:"
                            + " call setAutoCommit(true) before it");
        }
        return repeat(() -> ScopedTransaction.run(connection, mode, work), true);
    }

    /**
     * Runs {@link SqliteDatabase#transaction(TransactionWork)}, and the whole of it again when it
     * met a lock of another process.
     *
     * @throws BusyRetriesExhaustedException when no attempt succeeded, with all of them
     */
    public <T extends @Nullable Object, E extends Exception> T transaction(
            SqliteDatabase database, TransactionWork<T, E> work) throws SQLException, E {
        return repeat(() -> database.transaction(work), true);
    }

    private <T extends @Nullable Object, E extends Exception> T repeat(
            IdempotentWork<T, E> work, boolean wholeTransaction) throws SQLException, E {
        long begin = clock.nanoTime();
        List<Exception> failures = new ArrayList<>();
        while (true) {
            try {
                return work.run();
            } catch (Exception e) {
                if (!isWorthRepeating(e, wholeTransaction)) {
                    failures.forEach(e::addSuppressed);
                    throw e;
                }
                failures.add(e);
            }
            pause(begin, failures);
        }
    }

    private static boolean isWorthRepeating(Exception exception, boolean wholeTransaction) {
        ResultCode code = ResultCode.of(exception);
        return code.isBusyOrLocked()
                && (wholeTransaction || code.code() != ResultCode.BUSY_SNAPSHOT)
                && !(exception instanceof BusyRetriesExhaustedException);
    }

    private void pause(long begin, List<Exception> failures) throws SQLException {
        Duration elapsed = Duration.ofNanos(clock.nanoTime() - begin);
        if (failures.size() >= attempts) {
            throw exhausted("the limit is " + attempts + " attempts", elapsed, failures);
        }
        Duration pause = delays().after(failures.size(), clock.random());
        if (elapsed.plus(pause).compareTo(deadline) > 0) {
            String limit = "the deadline is " + Durations.seconds(deadline) + " s";
            throw exhausted(limit, elapsed, failures);
        }
        try {
            clock.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw exhausted("interrupted while pausing", elapsed, failures);
        }
    }

    private static BusyRetriesExhaustedException exhausted(
            String limit, Duration elapsed, List<Exception> failures) {
        return new BusyRetriesExhaustedException(limit, elapsed, failures);
    }
}
