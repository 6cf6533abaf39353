package io.github.sqliteleak.toolkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Closes a database: refuse, wait, close, checkpoint. */
final class ClosingSequence {
    private static final Duration STOPPING = Duration.ofSeconds(2);
    private static final Duration CHECKPOINT_BUSY = Duration.ofSeconds(1);

    private final Path file;
    private final Connections connections;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable CheckpointResult result;

    ClosingSequence(Path file, Connections connections) {
        this.file = file;
        this.connections = connections;
    }

    Optional<CheckpointResult> result() {
        return Optional.ofNullable(result);
    }

    CheckpointResult run(Duration timeout) throws SQLException {
        if (!connections.refuseNew()) {
            awaitFirstCaller();
            CheckpointResult first = result;
            return first == null ? Checkpoint.ofMissing(file) : first;
        }
        try {
            CheckpointResult closed = closeAll(timeout);
            result = closed;
            return closed;
        } finally {
            done.countDown();
        }
    }

    private CheckpointResult closeAll(Duration timeout) throws SQLException {
        long walBytes = WalFiles.walBytes(file);
        awaitWork(timeout);
        List<OpenConnection> leftOpen = new ArrayList<>();
        boolean writerBusy = false;
        for (Lease lease : connections.book().all()) {
            boolean closed = lease.revoke("its database was closed", STOPPING);
            leftOpen.add(OpenConnection.of(lease, closed));
            writerBusy |= lease.opening().writer() && !closed;
        }
        if (!writerBusy) {
            connections.closeWriter();
        }
        return checkpoint().onClose(walBytes, leftOpen);
    }

    private CheckpointResult checkpoint() throws SQLException {
        return Files.exists(file)
                ? Checkpoint.truncate(file, CHECKPOINT_BUSY)
                : Checkpoint.ofMissing(file);
    }

    private void awaitWork(Duration timeout) {
        Thread caller = Thread.currentThread();
        try {
            connections.book().awaitNone(lease -> canStillEnd(lease, caller), timeout);
        } catch (InterruptedException e) {
            // Closing goes on without waiting; the caller's next wait sees the interrupt.
            caller.interrupt();
        }
    }

    /** The thread that waits here, or one that has ended, will not close anything any more. */
    private static boolean canStillEnd(Lease lease, Thread caller) {
        Thread owner = lease.opening().thread();
        return lease.isInUse() || (owner != caller && owner.isAlive());
    }

    private void awaitFirstCaller() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
