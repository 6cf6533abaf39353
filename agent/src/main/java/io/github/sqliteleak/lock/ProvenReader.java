package io.github.sqliteleak.lock;

import static io.github.sqliteleak.driver.LockBytes.PENDING;
import static io.github.sqliteleak.driver.LockBytes.WAL_FIRST_READ;
import static io.github.sqliteleak.driver.LockBytes.WAL_LAST_READ;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.LockTable;
import java.nio.file.Path;
import java.util.List;

/**
 * The connection with a result or a transaction whose statements alone do not say whether it reads
 * the database, since it may read what is attached or temporary. It is the holder when this process
 * has a read lock and no other connection can have it. On Linux only; elsewhere none is found.
 */
final class ProvenReader implements Search, SoleCandidate.Suspicion {
    @Override
    public List<Hold> find(Situation situation) {
        Path path = situation.path();
        TrackedConnection found =
                path == null
                        ? null
                        : SoleCandidate.find(
                                situation, this, () -> isHeld(path, situation.isWal()));
        return found == null ? List.of() : List.of(hold(found));
    }

    @Override
    public boolean mayHold(TrackedConnection connection) {
        OpenTransaction transaction = connection.transaction();
        return (transaction != null && transaction.mayHaveReadLock())
                || !connection.possiblyReading().isEmpty();
    }

    @Override
    public boolean isUnclear(TrackedConnection connection) {
        return connection.isTransactionUncertain() || connection.inFlight() != null;
    }

    /**
     * Without a WAL the waiter has a read lock too. It has PENDING once it has all but the lock
     * that readers are in the way of.
     */
    private static boolean isHeld(Path database, boolean wal) {
        if (wal) {
            List<LockTable.Lock> own = LockTable.readOwn(DatabaseFiles.sharedMemory(database));
            return !LockTable.holders(own, WAL_FIRST_READ, WAL_LAST_READ, false).isEmpty();
        }
        List<LockTable.Lock> own = LockTable.readOwn(database);
        return !LockTable.holders(own, PENDING, PENDING, true).isEmpty();
    }

    /** In a transaction, a result that is closed gives no lock back. */
    private static Hold hold(TrackedConnection connection) {
        OpenTransaction transaction = connection.transaction();
        return transaction == null
                ? Holds.byOneOf(connection, connection.possiblyReading())
                : Holds.byReading(connection, transaction, transaction.snapshotReading());
    }
}
