package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The bounded line in which writes wait, for those who submit, write, flush and close. */
final class WriteLine {
    private final Path file;
    private final int capacity;
    private final FullPolicy policy;
    private final int batchSize;
    private final long lingerNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final WaitingWrites line;
    private List<QueuedWrite> taken = List.of();
    private long sequence;
    private int inHurry;
    private boolean closed;
    private @Nullable Throwable broken;
    private volatile @Nullable Thread taker;

    WriteLine(Path file, WriteQueueBuilder options) {
        this.file = file;
        this.capacity = options.capacity();
        this.policy = options.policy();
        this.batchSize = Math.min(options.batchSize(), capacity);
        this.lingerNanos = Durations.nanos(options.linger());
        this.line = new WaitingWrites(Durations.nanos(options.maxDelay()));
    }

    <T extends @Nullable Object> CompletableFuture<T> add(
            @Nullable Object key, TransactionWork<?, ?> work) {
        lock.lock();
        try {
            awaitRoom(key);
            boolean wasEmpty = line.isEmpty();
            QueuedWrite write = line.add(++sequence, key, work, System.nanoTime(), inHurry > 0);
            if (wasEmpty || line.size() == batchSize) {
                changed.signalAll();
            }
            return write.newFuture(this::isTaker);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a batch, waiting for the first write, and after it for more as long as is to be
     * lingered, unless somebody is in a hurry.
     *
     * @return nothing when the line is closed and empty
     */
    List<QueuedWrite> take() throws InterruptedException {
        taker = Thread.currentThread();
        lock.lockInterruptibly();
        try {
            while (!isDue()) {
                if (line.isEmpty()) {
                    changed.await();
                } else {
                    long ignored = changed.awaitNanos(lingerLeft());
                }
            }
            taken = new ArrayList<>(Math.min(batchSize, line.size()));
            line.take(batchSize, taken);
            room.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Says that all is settled that was taken last. */
    void settled() {
        lock.lock();
        try {
            taken = List.of();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until what is in line now is settled.
     *
     * @return false when the time was up before
     */
    boolean awaitSettled(Duration limit) throws InterruptedException {
        if (isTaker()) {
            throw new IllegalStateException(
                    "flush() and close() wait for the writing thread; this is that thread");
        }
        long left = Durations.nanos(limit);
        long end = System.nanoTime() + left;
        lock.lockInterruptibly();
        try {
            long last = sequence;
            inHurry++;
            changed.signalAll();
            while (isPending(last) && left > 0) {
                long ignored = changed.awaitNanos(left);
                left = end - System.nanoTime();
            }
            return !isPending(last);
        } finally {
            inHurry--;
            lock.unlock();
        }
    }

    /** Takes no more writes, since the writing thread cannot go on. */
    void breakDown(Throwable reason) {
        lock.lock();
        try {
            broken = reason;
            close();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more writes. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Empties the line and gives what was in it, after what was taken and is not settled yet. */
    List<QueuedWrite> removeUnsettled() {
        lock.lock();
        try {
            List<QueuedWrite> rest = new ArrayList<>(taken);
            rest.addAll(line.takeAll());
            rest.removeIf(QueuedWrite::isSettled);
            return rest;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue() {
        if (closed || line.isEmpty()) {
            return closed;
        }
        return inHurry > 0 || line.size() >= batchSize || lingerLeft() <= 0;
    }

    private long lingerLeft() {
        if (lingerNanos == 0) {
            return 0;
        }
        long now = System.nanoTime();
        return lingerNanos - (now - line.oldestSince(now));
    }

    private boolean isPending(long last) {
        return taken.stream().anyMatch(write -> write.oldestSequence() <= last)
                || line.hasUpTo(last);
    }

    private void awaitRoom(@Nullable Object key) {
        while (!closed && line.size() >= capacity && !line.hasReplaceable(key)) {
            // The writing thread, in a callback, would wait for itself: its writes always fit.
            if (isTaker()) {
                return;
            }
            if (policy == FullPolicy.REJECT) {
                throw new RejectedExecutionException(
                        "The write queue of " + file + " is full: " + capacity + " writes wait.");
            }
            try {
                room.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RejectedExecutionException(
                        "Interrupted while waiting for room in the write queue of " + file, e);
            }
        }
        if (broken != null) {
            throw new RejectedExecutionException(
                    "The write queue of " + file + " has broken down: " + broken, broken);
        }
        if (closed) {
            throw new RejectedExecutionException("The write queue of " + file + " is closed.");
        }
    }

    private boolean isTaker() {
        return taker == Thread.currentThread();
    }
}
