package io.github.sqliteleak.lock;

import static io.github.sqliteleak.driver.LockBytes.FIRST_SHARED;
import static io.github.sqliteleak.driver.LockBytes.PENDING;
import static io.github.sqliteleak.driver.LockBytes.RESERVED;
import static io.github.sqliteleak.driver.LockBytes.WAL_WRITE;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.LockTable;
import io.github.sqliteleak.waits.Operation;
import java.nio.file.Path;
import java.util.List;

/**
 * The connection with a transaction whose statements alone do not say whether it has the write
 * lock: SQLite may have rolled it back by itself, or what it ran may have written nothing. It is
 * the holder when this process has the lock and no other connection can have it. On Linux only;
 * elsewhere none is found.
 */
final class ProvenWriter implements Search, SoleCandidate.Suspicion {
    @Override
    public List<Hold> find(Situation situation) {
        Path path = situation.path();
        if (path == null || mayBeWaiters(situation)) {
            return List.of();
        }
        TrackedConnection proven =
                SoleCandidate.find(
                        situation,
                        this,
                        () -> isHeld(path, situation.operation(), situation.isWal()));
        OpenTransaction transaction = proven == null ? null : proven.transaction();
        return proven == null || transaction == null
                ? List.of()
                : List.of(Holds.byWriting(proven, transaction));
    }

    /** A waiter that may have the lock itself proves nothing. One that reads waits for it. */
    private static boolean mayBeWaiters(Situation situation) {
        OpenTransaction own = situation.waiter().transaction();
        return situation.operation() != Operation.READ && own != null && own.mayHaveLocked();
    }

    @Override
    public boolean mayHold(TrackedConnection connection) {
        OpenTransaction transaction = connection.transaction();
        return transaction != null && transaction.mayHaveLocked();
    }

    @Override
    public boolean isUnclear(TrackedConnection connection) {
        boolean uncertain = connection.transaction() == null && connection.isTransactionUncertain();
        return uncertain || mayBeWriting(connection);
    }

    /** A statement is running that may have the lock and is about to give it back. */
    private static boolean mayBeWriting(TrackedConnection connection) {
        if (connection.inFlight() == null) {
            return false;
        }
        if (!connection.isWaiting()) {
            return true;
        }
        return switch (Operation.of(connection.runningSql())) {
            case READ, WRITE, BEGIN -> false;
            case COMMIT, CHECKPOINT, PRAGMA, OTHER -> true;
        };
    }

    /**
     * In rollback mode, who waits within a commit has PENDING, and who waits for nothing any more
     * has all.
     */
    private static boolean isHeld(Path database, Operation operation, boolean wal) {
        if (wal) {
            return has(LockTable.readOwn(DatabaseFiles.sharedMemory(database)), WAL_WRITE);
        }
        List<LockTable.Lock> locks = LockTable.readOwn(database);
        boolean exclusive = has(locks, FIRST_SHARED);
        return operation == Operation.READ
                ? exclusive
                : has(locks, RESERVED) && (exclusive || !has(locks, PENDING));
    }

    private static boolean has(List<LockTable.Lock> locks, long lockedByte) {
        return !LockTable.holders(locks, lockedByte, lockedByte, true).isEmpty();
    }
}
