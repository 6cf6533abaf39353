package io.github.sqliteleak.toolkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings for a {@link WriteQueue}. Not safe for several threads. */
public final class WriteQueueBuilder {
    private static final Duration MAX_DELAY = Duration.ofSeconds(1);

    private final SqliteDatabase database;
    private int capacity = 10_000;
    private FullPolicy policy = FullPolicy.WAIT;
    private int batchSize = 1_000;
    private Duration batchTime = Duration.ofMillis(250);
    private Duration linger = Duration.ZERO;
    private @Nullable Duration maxDelay;
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
     * other; 0. It counts from the first one of a key that is not written yet, so that a key which
     * is submitted all the time is written once in each such time. {@code flush()}, {@code close()}
     * and a full batch end the wait.
     */
    public WriteQueueBuilder linger(Duration wait) {
        linger = Durations.notNegative(wait, "linger");
        return this;
    }

    /**
     * How long a write can be held back by later ones of its key; {@code linger}, but at least 1 s.
     * A write that takes the place of an earlier one goes to the end of the line, and a long line
     * may never get so far when that happens again and again. Once the first write of a key is as
     * old as this, the one that waits keeps its place and is written, and the next one gets in line
     * anew. A {@code linger} that is longer ends with it.
     */
    public WriteQueueBuilder maxDelay(Duration limit) {
        maxDelay = Durations.positive(limit, "maxDelay");
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
        Duration limit = maxDelay();
        return linger.compareTo(limit) < 0 ? linger : limit;
    }

    Duration maxDelay() {
        if (maxDelay != null) {
            return maxDelay;
        }
        return linger.compareTo(MAX_DELAY) > 0 ? linger : MAX_DELAY;
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
