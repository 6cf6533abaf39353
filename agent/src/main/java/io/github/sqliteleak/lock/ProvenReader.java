package io.github.sqliteleak.lock;

import static io.github.sqliteleak.driver.LockBytes.PENDING;
import static io.github.sqliteleak.driver.LockBytes.WAL_FIRST_READ;
import static io.github.sqliteleak.driver.LockBytes.WAL_LAST_READ;

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
 * The connection with a result or a transaction of which its statements alone do not tell whether
 * it reads the database: it may read what is attached or temporary. It is the holder when the
 * operating system says that this process has a read lock, and nobody else in this JVM can have it.
 * On Linux only; elsewhere none is found.
 */
final class ProvenReader {
    private final DatabaseFile database;

    private @Nullable TrackedConnection candidate;
    private boolean others;
    private int uses;

    private ProvenReader(
            ConnectionRegistry registry, TrackedConnection waiter, DatabaseFile database) {
        this.database = database;
        for (TrackedConnection connection : registry.open()) {
            if (connection != waiter && connection.closedNanos() == 0) {
                look(connection);
            }
        }
    }

    /** Null unless there is proof. To be asked where no other process is in the way. */
    static @Nullable Hold find(
            ConnectionRegistry registry,
            TrackedConnection waiter,
            DatabaseFile database,
            Path path,
            boolean wal,
            LocalReaders readers) {
        if (registry.hasExcluded()) {
            return null;
        }
        ProvenReader before = new ProvenReader(registry, waiter, database);
        TrackedConnection found = before.only();
        if (found == null || !isHeldByThisProcess(path, wal)) {
            return null;
        }
        Hold hold = hold(found, readers);
        // Nobody may have come and gone meanwhile.
        ProvenReader after = new ProvenReader(registry, waiter, database);
        return after.only() == found && after.uses == before.uses ? hold : null;
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
        boolean mayRead =
                (transaction != null && transaction.mayHaveReadLock())
                        || !connection.possiblyReading().isEmpty();
        if (mayRead) {
            others |= candidate != null;
            candidate = connection;
        }
        others |=
                connection.isTransactionUncertain()
                        || connection.writeCursor() != null
                        || connection.exclusiveMode() != null
                        || connection.inFlight() != null;
    }

    /**
     * Without a WAL the waiter has a read lock too. It has PENDING once it has all but the lock
     * that readers are in the way of.
     */
    private static boolean isHeldByThisProcess(Path database, boolean wal) {
        if (wal) {
            List<LockTable.Lock> own = LockTable.readOwn(DatabaseFiles.sharedMemory(database));
            return !LockTable.holders(own, WAL_FIRST_READ, WAL_LAST_READ, false).isEmpty();
        }
        List<LockTable.Lock> own = LockTable.readOwn(database);
        return !LockTable.holders(own, PENDING, PENDING, true).isEmpty();
    }

    /** In a transaction, a result that is closed gives no lock back. */
    private static Hold hold(TrackedConnection connection, LocalReaders readers) {
        OpenTransaction transaction = connection.transaction();
        return transaction == null
                ? readers.openOneOf(connection, connection.possiblyReading())
                : readers.reading(connection, transaction, transaction.snapshotReading());
    }
}
