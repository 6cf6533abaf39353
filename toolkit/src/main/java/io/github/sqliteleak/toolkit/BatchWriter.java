package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches. As many writes as possible share a transaction; when that transaction is lost,
 * because the disk is full or the commit fails, each of them gets one of its own, and only those
 * fail whose own transaction fails.
 */
final class BatchWriter {
    /**
     * A write has failed in a transaction where nothing keeps it apart from the others. Not an
     * SQLException, which could look like one that is worth another attempt.
     */
    private static final class BareRunFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private BareRunFailedException(Throwable cause) {
            super(null, cause, false, false);
        }
    }

    // Savepoints cost more than many a write. After a failure others are likely for a while.
    private static final int BATCHES_APART = 8;

    private final SqliteDatabase database;
    private final Duration batchTime;
    private final BusyRetry retry;
    private final CommitGuard guard;
    private final WriteCounts counts = new WriteCounts();
    private int apart;
    private volatile @Nullable Connection running;
    private volatile @Nullable QueuedWrite writing;

    BatchWriter(SqliteDatabase database, Duration batchTime, BusyRetry retry, CommitGuard guard) {
        this.database = database;
        this.batchTime = batchTime;
        this.retry = retry;
        this.guard = guard;
    }

    WriteCounts counts() {
        return counts;
    }

    /** Interrupts the statement that runs. */
    void cancelRunning() {
        Connection connection = running;
        Lease lease = connection == null ? null : Guard.leaseOf(connection);
        if (lease != null && !lease.isEnded()) {
            lease.cancelRunning();
        }
    }

    /** Writes all of them, whatever it takes; their futures are completed afterwards. */
    void write(List<QueuedWrite> writes) {
        List<QueuedWrite> rest = writes;
        while (!rest.isEmpty() && !guard.isCutOff()) {
            rest = rest.subList(writeTogether(rest), rest.size());
        }
    }

    /**
     * Writes as many as fit into one transaction.
     *
     * @return how many from the first are dealt with
     */
    private int writeTogether(List<QueuedWrite> writes) {
        List<WriteOutcome> outcomes = new ArrayList<>(writes.size());
        if (apart == 0) {
            try {
                inTransaction(outcomes::clear, c -> runBare(c, writes, outcomes));
                settle(outcomes);
                return outcomes.size();
            } catch (BareRunFailedException oneFailed) {
                apart = BATCHES_APART;
            } catch (Throwable t) {
                return afterLostTransaction(t, writes, outcomes);
            }
        }
        apart--;
        try {
            inTransaction(outcomes::clear, c -> runApart(c, writes, outcomes));
            settle(outcomes);
            return outcomes.size();
        } catch (Throwable t) {
            return afterLostTransaction(t, writes, outcomes);
        }
    }

    private int afterLostTransaction(
            Throwable reason, List<QueuedWrite> writes, List<WriteOutcome> outcomes) {
        if (wasNotToBeHad(reason, outcomes)) {
            settle(writes.stream().map(write -> new WriteOutcome(write, null, reason)).toList());
            return writes.size();
        }
        int together = Math.min(outcomes.size() + 1, writes.size());
        writes.subList(0, together).forEach(this::writeAlone);
        return together;
    }

    /** Whether the transaction did not come about, for want of the writer or of SQLite's lock. */
    private static boolean wasNotToBeHad(Throwable reason, List<WriteOutcome> outcomes) {
        return reason instanceof BusyRetriesExhaustedException
                || (outcomes.isEmpty()
                        && !(reason instanceof SavepointRunner.TransactionLostException));
    }

    /** One after the other; when one fails, all of it is to be rolled back and done apart. */
    private List<WriteOutcome> runBare(
            Connection connection, List<QueuedWrite> writes, List<WriteOutcome> outcomes) {
        long end = System.nanoTime() + Durations.nanos(batchTime);
        for (QueuedWrite write : writes) {
            outcomes.add(
                    isToBeLeftOut(write) ? WriteOutcome.notWanted(write) : bare(connection, write));
            if (System.nanoTime() - end > 0) {
                break;
            }
        }
        return outcomes;
    }

    private static WriteOutcome bare(Connection connection, QueuedWrite write) {
        Lease guest = Lease.guest(connection);
        try {
            Object value = write.run(guest.handle());
            TransactionScope scope = guest.scope();
            if (scope != null) {
                scope.checkGoesOn();
            }
            return new WriteOutcome(write, value, null);
        } catch (Throwable t) {
            throw new BareRunFailedException(t);
        } finally {
            guest.end();
        }
    }

    /** Each in a savepoint. */
    private List<WriteOutcome> runApart(
            Connection connection, List<QueuedWrite> writes, List<WriteOutcome> outcomes)
            throws SQLException {
        long end = System.nanoTime() + Durations.nanos(batchTime);
        try (SavepointRunner runner = new SavepointRunner(connection)) {
            for (QueuedWrite write : writes) {
                outcomes.add(
                        isToBeLeftOut(write) ? WriteOutcome.notWanted(write) : runner.run(write));
                if (System.nanoTime() - end > 0) {
                    break;
                }
            }
        }
        return outcomes;
    }

    private boolean isToBeLeftOut(QueuedWrite write) {
        writing = write;
        return write.isCancelled() || guard.isCutOff();
    }

    private void writeAlone(QueuedWrite write) {
        if (guard.isCutOff()) {
            return;
        }
        if (write.isCancelled()) {
            settle(List.of(WriteOutcome.notWanted(write)));
            return;
        }
        writing = write;
        try {
            settle(
                    inTransaction(
                            () -> {}, c -> List.of(new WriteOutcome(write, write.run(c), null))));
        } catch (Throwable t) {
            settle(List.of(new WriteOutcome(write, null, t)));
        }
    }

    /** What the writer is used for, for those who wait for it. */
    private String place() {
        QueuedWrite write = writing;
        return "the write queue" + (write == null ? "" : ", in a write of " + write.place());
    }

    /** What meets a lock is begun anew as a whole. */
    private List<WriteOutcome> inTransaction(
            Runnable beforeEachAttempt, TransactionWork<List<WriteOutcome>, Exception> work)
            throws Exception {
        int[] attempt = {0};
        return retry.callIdempotent(
                () -> {
                    if (attempt[0]++ > 0) {
                        database.listener().batchRetried(attempt[0] - 1);
                    }
                    beforeEachAttempt.run();
                    try {
                        return database.transaction(
                                this::place, connection -> guarded(connection, work));
                    } catch (Throwable t) {
                        guard.endCommit();
                        throw t;
                    } finally {
                        running = null;
                    }
                });
    }

    private List<WriteOutcome> guarded(
            Connection connection, TransactionWork<List<WriteOutcome>, Exception> work)
            throws Exception {
        running = connection;
        List<WriteOutcome> outcomes = work.run(connection);
        if (!guard.beginCommit()) {
            throw new SQLException("Cut off before its commit");
        }
        return outcomes;
    }

    private void settle(List<WriteOutcome> outcomes) {
        if (guard.isCutOff()) {
            return;
        }
        for (WriteOutcome outcome : outcomes) {
            outcome.write().settle();
            counts.add(outcome);
        }
        guard.endCommit();
        outcomes.forEach(WriteOutcome::complete);
    }
}
