package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets one writer in at a time, first come first served. A semaphore and not a lock, since a
 * connection may be closed by another thread than the one that took it.
 */
final class WriterGate {
    private final Semaphore permit = new Semaphore(1, true);
    private final Path file;
    private volatile @Nullable Opening holder;
    private volatile @Nullable Thread insideTransaction;

    WriterGate(Path file) {
        this.file = file;
    }

    /**
     * Waits for the writer.
     *
     * @throws WriterTimeoutException when it was not to be had in time; at once when this very
     *     thread holds it, since it would wait for itself
     */
    void enter(Duration timeout) throws SQLException {
        Opening held = holder;
        if (held != null && held.thread() == Thread.currentThread()) {
            throw WriterTimeoutException.ofItself(
                    file, held, insideTransaction == Thread.currentThread());
        }
        long begin = System.nanoTime();
        try {
            if (!permit.tryAcquire(Durations.nanos(timeout), TimeUnit.NANOSECONDS)) {
                Duration waited = Duration.ofNanos(System.nanoTime() - begin);
                throw WriterTimeoutException.ofOthers(file, timeout, waited, holder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while waiting for the writer of " + file, e);
        }
    }

    void heldBy(Opening opening) {
        holder = opening;
    }

    /** Marks that the holder's thread cannot let go before its work returns. */
    void inTransaction(@Nullable Thread thread) {
        insideTransaction = thread;
    }

    int waiting() {
        return permit.getQueueLength();
    }

    void leave() {
        holder = null;
        permit.release();
    }
}
