package io.github.sqliteleak.toolkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
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
            return first == null ? Checkpoint.none(file, 1) : first;
        }
        try {
            return closeAll(timeout);
        } finally {
            done.countDown();
        }
    }

    private CheckpointResult closeAll(Duration timeout) throws SQLException {
        boolean inMemory = connections.opening().location().inMemory();
        long walBytes = inMemory ? 0 : WalFiles.walBytes(file);
        Thread caller = Thread.currentThread();
        await(lease -> canStillEnd(lease, caller), timeout);
        List<OpenConnection> leftOpen = new ArrayList<>();
        boolean writerBusy = false;
        for (Lease lease : connections.book().all()) {
            // One that is ended already is just being closed by its own user.
            if (!lease.isEnded()) {
                boolean closed = isTakenBack(lease);
                leftOpen.add(OpenConnection.of(lease, closed));
                writerBusy |= lease.opening().writer() && !closed;
            }
        }
        await(lease -> !lease.isInUse(), STOPPING);
        return checkpoint(walBytes, leftOpen, writerBusy);
    }

    private static boolean isTakenBack(Lease lease) {
        try {
            return lease.revoke("its database was closed", STOPPING);
        } catch (SQLException e) {
            // The driver lets go of a connection even when closing it fails.
            return true;
        }
    }

    /** When it fails, as on a full disk, the WAL still holds everything. */
    private CheckpointResult checkpoint(
            long walBytes, List<OpenConnection> leftOpen, boolean writerBusy) throws SQLException {
        boolean inMemory = connections.opening().location().inMemory();
        CheckpointResult done = inMemory ? Checkpoint.ofNoFile() : Checkpoint.none(file, 1);
        try {
            connections.closeIdleReaders();
            if (!writerBusy) {
                connections.closeWriter();
            }
            done = checkpoint();
        } finally {
            done = done.onClose(walBytes, leftOpen);
            result = done;
        }
        return done;
    }

    private CheckpointResult checkpoint() throws SQLException {
        if (connections.opening().location().inMemory()) {
            return Checkpoint.ofNoFile();
        }
        if (connections.isReadOnly() || !Files.exists(file)) {
            return Checkpoint.none(file, 0);
        }
        try {
            return Checkpoint.truncate(connections.opening(), CHECKPOINT_BUSY);
        } catch (SQLException e) {
            // Where nothing can be written, as on a read-only file system, nothing was.
            if (ResultCode.of(e).primary() == KnownError.SQLITE_READONLY.code()) {
                return Checkpoint.none(file, 1);
            }
            throw e;
        }
    }

    private void await(Predicate<Lease> worthWaiting, Duration limit) {
        try {
            connections.book().awaitNone(worthWaiting, limit);
        } catch (InterruptedException e) {
            // Closing goes on without waiting; the caller's next wait sees the interrupt.
            Thread.currentThread().interrupt();
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
