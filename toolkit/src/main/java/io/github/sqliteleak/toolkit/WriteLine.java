package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bounded line in which writes wait. A write that replaces one of the same key goes to the end:
 * as if the earlier one had never been submitted, so that nothing submitted between is overtaken.
 */
final class WriteLine {
    private final Path file;
    private final int capacity;
    private final FullPolicy policy;
    private final int batchSize;
    private final Duration linger;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Map<Object, QueuedWrite> line = new LinkedHashMap<>();
    private List<QueuedWrite> taken = List.of();
    private long sequence;
    private long firstSince;
    private int inHurry;
    private boolean closed;
    private volatile @Nullable Thread taker;

    WriteLine(Path file, WriteQueueBuilder options) {
        this.file = file;
        this.capacity = options.capacity();
        this.policy = options.policy();
        this.batchSize = Math.min(options.batchSize(), capacity);
        this.linger = options.linger();
    }

    <T extends @Nullable Object> CompletableFuture<T> add(
            @Nullable Object key, TransactionWork<?, ?> work) {
        lock.lock();
        try {
            awaitRoom(key);
            QueuedWrite replaced = key == null ? null : line.remove(key);
            QueuedWrite write = new QueuedWrite(++sequence, key, work, replaced);
            CompletableFuture<T> future = write.newFuture();
            if (line.isEmpty()) {
                firstSince = System.nanoTime();
            }
            line.put(key == null ? write : key, write);
            if (line.size() == 1 || line.size() == batchSize) {
                changed.signalAll();
            }
            return future;
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
                    long age = System.nanoTime() - firstSince;
                    long ignored = changed.awaitNanos(Durations.nanos(linger) - age);
                }
            }
            Iterator<QueuedWrite> first = line.values().iterator();
            taken = new ArrayList<>(Math.min(batchSize, line.size()));
            while (taken.size() < batchSize && first.hasNext()) {
                taken.add(first.next());
                first.remove();
            }
            firstSince = System.nanoTime();
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
            rest.addAll(line.values());
            rest.removeIf(QueuedWrite::isSettled);
            line.clear();
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
        return inHurry > 0
                || line.size() >= batchSize
                || System.nanoTime() - firstSince >= Durations.nanos(linger);
    }

    private boolean isPending(long last) {
        for (QueuedWrite write : taken) {
            if (write.oldestSequence() <= last) {
                return true;
            }
        }
        for (QueuedWrite write : line.values()) {
            if (write.oldestSequence() <= last) {
                return true;
            }
        }
        return false;
    }

    private void awaitRoom(@Nullable Object key) {
        while (!closed && line.size() >= capacity && (key == null || !line.containsKey(key))) {
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
        if (closed) {
            throw new RejectedExecutionException("The write queue of " + file + " is closed.");
        }
    }

    private boolean isTaker() {
        return taker == Thread.currentThread();
    }
}
