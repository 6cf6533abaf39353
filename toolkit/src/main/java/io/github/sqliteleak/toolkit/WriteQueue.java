package io.github.sqliteleak.toolkit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes on one thread, first in, first out, many to a transaction. A future completes only after
 * its commit: what a crash loses was never acknowledged. A write that fails fails alone.
 *
 * <p>A write may touch nothing but its connection, since it is run a second time when another one
 * in its transaction fails, and when the transaction was lost (disk full, failed commit, lock).
 * Futures complete on the writing thread: give slow or blocking callbacks an executor of their own
 * ({@code thenRunAsync}). A write whose future is cancelled before its turn is not done. Safe for
 * any number of threads; close it before its database.
 */
public final class WriteQueue implements AutoCloseable {
    // Longer than the time that close() is given; a thread in a statement stops within it.
    private static final Duration STOPPING = Duration.ofMillis(100);
    private static final Duration ENDING = Duration.ofSeconds(2);
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final WriteQueueBuilder options;
    private final WriteLine line;
    private final CommitGuard guard = new CommitGuard();
    private final BatchWriter writer;
    private final Thread thread;
    private final ReentrantLock closing = new ReentrantLock();
    private @Nullable DrainResult drained;

    WriteQueue(WriteQueueBuilder options) {
        this.options = options;
        SqliteDatabase database = options.database();
        this.line = new WriteLine(database.file(), options);
        this.writer = new BatchWriter(database, options.batchTime(), options.retry(), guard);
        this.thread = new Thread(this::writeAll, "sqlite-write-queue " + database.file());
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts a queue with the defaults of {@link WriteQueueBuilder}. */
    public static WriteQueue start(SqliteDatabase database) {
        return builder(database).start();
    }

    public static WriteQueueBuilder builder(SqliteDatabase database) {
        return new WriteQueueBuilder(database);
    }

    /**
     * Puts a write in line.
     *
     * <p>Within a write, and in a callback on the writing thread, the future can be had but not
     * waited for: {@code join()} and {@code get()} throw {@link IllegalStateException} there.
     *
     * @return completes with the write's result after its commit, or with what it threw
     * @throws java.util.concurrent.RejectedExecutionException when the queue is closed, or full
     *     with {@link FullPolicy#REJECT}, or the thread was interrupted while it waited for room
     */
    public <T extends @Nullable Object> CompletableFuture<T> submit(
            TransactionWork<T, ? extends Exception> write) {
        return line.add(null, Objects.requireNonNull(write, "write"));
    }

    /**
     * Puts a write in line in place of one with an equal key that still waits there: the last one
     * wins. Both futures complete with the commit of the last one. One that is waited for by {@code
     * flush()}, or has been replaced for {@link WriteQueueBuilder#maxDelay(java.time.Duration)},
     * keeps its place, and this one gets in line behind it.
     *
     * @throws java.util.concurrent.RejectedExecutionException as for {@link
     *     #submit(TransactionWork)}
     */
    public CompletableFuture<@Nullable Object> submit(
            Object key, TransactionWork<? extends @Nullable Object, ? extends Exception> write) {
        return line.add(Objects.requireNonNull(key, "key"), Objects.requireNonNull(write, "write"));
    }

    /** How many writes wait for their turn. */
    public int size() {
        return line.size();
    }

    /** Waits until everything submitted up to now is committed or has failed. */
    public void flush() throws InterruptedException {
        flush(FOREVER);
    }

    /**
     * Waits until everything submitted up to now is committed or has failed.
     *
     * @return false when the time was up before
     * @throws IllegalStateException on the writing thread, which would wait for itself
     */
    public boolean flush(Duration timeout) throws InterruptedException {
        return line.awaitSettled(timeout);
    }

    /**
     * As {@link #close(Duration)} with the builder's timeout.
     *
     * @throws WriteNotDoneException when writes were cut off, with their number
     */
    @Override
    public void close() {
        DrainResult result = close(options.closeTimeout());
        if (!result.isComplete()) {
            throw new WriteNotDoneException(
                    String.format(
                            "%d writes to %s were not done within %s s",
                            result.notWritten().size(),
                            options.database().file(),
                            Durations.seconds(options.closeTimeout())));
        }
    }

    /**
     * Takes no more writes and goes on writing until the line is empty or the time is up. What is
     * not committed by then never will be, and its futures fail with {@link WriteNotDoneException}.
     * A commit that has begun is waited for; a write that cannot be stopped is not. The second time
     * it only repeats the result.
     */
    public DrainResult close(Duration timeout) {
        closing.lock();
        try {
            DrainResult result = drained;
            if (result == null) {
                result = drain(timeout);
                drained = result;
            }
            return result;
        } finally {
            closing.unlock();
        }
    }

    private DrainResult drain(Duration timeout) {
        line.close();
        boolean done = isDrained(timeout);
        List<QueuedWrite> rest = done ? List.of() : cutOff();
        awaitThread(done ? ENDING : STOPPING);
        return new DrainResult(
                writer.counts().written(),
                writer.counts().failed(),
                writer.counts().cancelled(),
                rest.stream().map(QueuedWrite::asUnwritten).toList());
    }

    private boolean isDrained(Duration timeout) {
        try {
            return line.awaitSettled(timeout);
        } catch (InterruptedException e) {
            // Closing goes on without waiting; the caller's next wait sees the interrupt.
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<QueuedWrite> cutOff() {
        guard.cutOff();
        List<QueuedWrite> rest = line.removeUnsettled();
        writer.cancelRunning();
        WriteNotDoneException reason =
                new WriteNotDoneException(
                        "The write queue was closed before this write's turn; it is not done.");
        rest.forEach(write -> write.fail(reason));
        return rest;
    }

    private void awaitThread(Duration limit) {
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll() {
        try {
            boolean open = true;
            while (open) {
                open = writeNext();
            }
        } catch (Throwable t) {
            // As of a key whose equals throws. Nobody may wait for a thread that has ended.
            line.breakDown(t);
            line.removeUnsettled().forEach(write -> write.fail(t));
            line.settled();
        }
    }

    private boolean writeNext() {
        boolean open = true;
        try {
            List<QueuedWrite> batch = line.take();
            open = !batch.isEmpty();
            long begin = System.nanoTime();
            long before = writer.counts().written();
            writer.write(batch);
            if (open) {
                report((int) (writer.counts().written() - before), System.nanoTime() - begin);
            }
        } catch (InterruptedException e) {
            // A write has interrupted its own thread, and the exception has cleared that.
            open = true;
        }
        line.settled();
        return open;
    }

    private void report(int writes, long nanos) {
        SqliteDatabase database = options.database();
        Duration took = Duration.ofNanos(nanos);
        int depth = line.size();
        database.listener().batchWritten(writes, took, depth);
        FlightEvents.batchWritten(database.file(), writes, took, depth);
    }
}
