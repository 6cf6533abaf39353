package io.github.sqliteleak.lock;

import static io.github.sqliteleak.driver.LockBytes.FIRST_SHARED;
import static io.github.sqliteleak.driver.LockBytes.PENDING;
import static io.github.sqliteleak.driver.LockBytes.RESERVED;
import static io.github.sqliteleak.driver.LockBytes.WAL_WRITE;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.LockTable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection with a transaction of which its statements alone do not tell whether it has the
 * write lock: SQLite may have rolled it back by itself, or what it ran may have written nothing. It
 * is the holder when the operating system says that this process has the lock, and nobody else in
 * this JVM can have it. On Linux only; elsewhere none is found.
 */
final class ProvenWriter {
    private final DatabaseFile database;

    private @Nullable TrackedConnection candidate;
    private boolean others;
    private int uses;

    private ProvenWriter(
            ConnectionRegistry registry, TrackedConnection waiter, DatabaseFile database) {
        this.database = database;
        for (TrackedConnection connection : registry.open()) {
            if (connection != waiter && connection.closedNanos() == 0) {
                look(connection);
            }
        }
    }

    /** Null unless there is proof. */
    static @Nullable TrackedConnection find(
            ConnectionRegistry registry,
            TrackedConnection waiter,
            DatabaseFile database,
            Operation operation,
            Path path,
            boolean wal) {
        if (!mayWaitForWriter(waiter, operation, wal) || registry.hasExcluded()) {
            return null;
        }
        ProvenWriter before = new ProvenWriter(registry, waiter, database);
        TrackedConnection found = before.only();
        if (found == null || !isHeldByThisProcess(path, operation, wal)) {
            return null;
        }
        // Nobody may have come and gone meanwhile.
        ProvenWriter after = new ProvenWriter(registry, waiter, database);
        return after.only() == found && after.uses == before.uses ? found : null;
    }

    /** A waiter that may have the lock itself proves nothing. */
    private static boolean mayWaitForWriter(
            TrackedConnection waiter, Operation operation, boolean wal) {
        OpenTransaction own = waiter.transaction();
        return switch (operation) {
            case WRITE, BEGIN -> own == null || !own.mayHaveLocked();
            case READ -> !wal;
            default -> false;
        };
    }

    private @Nullable TrackedConnection only() {
        return others ? null : candidate;
    }

    private void look(TrackedConnection connection) {
        if (!connection.database().equals(database) && !connection.hasAttached()) {
            return;
        }
        uses += connection.uses() + 1;
        OpenTransaction transaction = connection.transaction();
        if (transaction != null && transaction.mayHaveLocked()) {
            others |= candidate != null;
            candidate = connection;
        } else if (transaction == null && connection.isTransactionUncertain()) {
            others = true;
        }
        others |=
                connection.writeCursor() != null
                        || connection.exclusiveMode() != null
                        || mayBeWriting(connection);
    }

    /** A statement is running that may have the lock and is about to give it back. */
    private static boolean mayBeWriting(TrackedConnection connection) {
        if (connection.inFlight() == null) {
            return false;
        }
        if (!LockWatch.isWaiting(connection)) {
            return true;
        }
        return switch (Operation.of(connection.runningSql())) {
            case READ, WRITE, BEGIN -> false;
            default -> true;
        };
    }

    /**
     * In rollback mode, who waits within a commit has PENDING, and who waits for nothing any more
     * has all.
     */
    private static boolean isHeldByThisProcess(Path database, Operation operation, boolean wal) {
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
