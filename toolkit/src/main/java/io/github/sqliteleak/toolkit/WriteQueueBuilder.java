package io.github.sqliteleak.toolkit;

import java.time.Duration;

/** Settings for a {@link WriteQueue}. Not safe for several threads. */
public final class WriteQueueBuilder {
    private final SqliteDatabase database;
    private int capacity = 10_000;
    private FullPolicy policy = FullPolicy.WAIT;
    private int batchSize = 1_000;
    private Duration batchTime = Duration.ofMillis(250);
    private Duration linger = Duration.ZERO;
    private Duration closeTimeout = Duration.ofSeconds(30);
    private BusyRetry retry = BusyRetry.defaults();

    WriteQueueBuilder(SqliteDatabase database) {
        this.database = database;
    }

    /** How many writes may wait, and what becomes of those that find no room; 10,000 and WAIT. */
    public WriteQueueBuilder capacity(int writes, FullPolicy whenFull) {
        capacity = positive(writes, "capacity");
        policy = whenFull;
        return this;
    }

    /** The most writes in one transaction; 1,000. */
    public WriteQueueBuilder batchSize(int writes) {
        batchSize = positive(writes, "batchSize");
        return this;
    }

    /** After this time a transaction takes no further write and commits; 250 ms. */
    public WriteQueueBuilder batchTime(Duration limit) {
        batchTime = Durations.positive(limit, "batchTime");
        return this;
    }

    /**
     * How long to wait for more after the first write, so that those of one key can replace each
     * other; 0. {@code flush()}, {@code close()} and a full batch end the wait.
     */
    public WriteQueueBuilder linger(Duration wait) {
        linger = Durations.notNegative(wait, "linger");
        return this;
    }

    /** How long {@link WriteQueue#close()} goes on writing; 30 s. */
    public WriteQueueBuilder closeTimeout(Duration limit) {
        closeTimeout = Durations.notNegative(limit, "closeTimeout");
        return this;
    }

    /** What to do while another process has the lock; {@link BusyRetry#defaults()}. */
    public WriteQueueBuilder retry(BusyRetry whenBusy) {
        retry = whenBusy;
        return this;
    }

    /** Starts the queue with its thread, a daemon. */
    public WriteQueue start() {
        return new WriteQueue(this);
    }

    SqliteDatabase database() {
        return database;
    }

    int capacity() {
        return capacity;
    }

    FullPolicy policy() {
        return policy;
    }

    int batchSize() {
        return batchSize;
    }

    Duration batchTime() {
        return batchTime;
    }

    Duration linger() {
        return linger;
    }

    Duration closeTimeout() {
        return closeTimeout;
    }

    BusyRetry retry() {
        return retry;
    }

    private static int positive(int value, String option) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1: " + value);
        }
        return value;
    }
}
