package io.github.sqliteleak.lock;

import static io.github.sqliteleak.driver.LockBytes.LAST_SHARED;
import static io.github.sqliteleak.driver.LockBytes.PENDING;
import static io.github.sqliteleak.driver.LockBytes.WAL_LAST_READ;
import static io.github.sqliteleak.driver.LockBytes.WAL_RECOVER;
import static io.github.sqliteleak.driver.LockBytes.WAL_WRITE;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.LockTable;
import io.github.sqliteleak.waits.Operation;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which database a connection waits for that has attached others. That is the one of them with
 * locks in the way, when the operating system says that there are none on the rest. On Linux only;
 * elsewhere it is known only where the rest are in memory, for which nobody waits.
 */
final class AwaitedDatabase {
    private final ConnectionRegistry registry;
    private final TrackedConnection waiter;
    private final Operation operation;

    private AwaitedDatabase(
            ConnectionRegistry registry, TrackedConnection waiter, Operation operation) {
        this.registry = registry;
        this.waiter = waiter;
        this.operation = operation;
    }

    /**
     * Null when it is not known.
     *
     * @param closer whether to ask the operating system
     */
    static @Nullable DatabaseFile of(
            ConnectionRegistry registry,
            TrackedConnection waiter,
            Operation operation,
            boolean closer) {
        if (!waiter.hasAttached()) {
            return waiter.database();
        }
        Set<DatabaseFile> files = files(waiter);
        if (files.size() == 1) {
            return files.iterator().next();
        }
        return closer && LockTable.isReadable()
                ? new AwaitedDatabase(registry, waiter, operation).onlyLocked(files)
                : null;
    }

    /** Empty when they are not all known, or have locks that no system knows of. */
    private static Set<DatabaseFile> files(TrackedConnection waiter) {
        List<DatabaseFile> attached = waiter.attachedFiles();
        Set<DatabaseFile> files = new LinkedHashSet<>();
        if (attached != null && !SharedCache.isOf(waiter)) {
            files.add(waiter.database());
            files.addAll(attached);
            files.removeIf(file -> file.path() == null);
        }
        return files;
    }

    private @Nullable DatabaseFile onlyLocked(Set<DatabaseFile> files) {
        DatabaseFile locked = null;
        for (DatabaseFile file : files) {
            Path path = file.path();
            if (path != null && !isFree(file, path)) {
                if (locked != null) {
                    return null;
                }
                locked = file;
            }
        }
        return locked;
    }

    private boolean isFree(DatabaseFile file, Path path) {
        return !isLocked(path, false) && (!isLocked(path, true) || isWaitersOwn(file, path));
    }

    /**
     * Whether there are locks in the way, on the file or, with a WAL, on the one that has them
     * then.
     *
     * @param own those of this process, or those of others
     */
    private boolean isLocked(Path path, boolean own) {
        boolean wal = DatabaseFiles.hasWal(path);
        boolean onlyWrite = wal || operation == Operation.READ;
        if (isCovered(path, own, PENDING, LAST_SHARED, onlyWrite)) {
            return true;
        }
        long last = operation == Operation.CHECKPOINT ? WAL_LAST_READ : WAL_RECOVER;
        return wal && isCovered(DatabaseFiles.sharedMemory(path), own, WAL_WRITE, last, false);
    }

    private static boolean isCovered(
            Path file, boolean own, long firstByte, long lastByte, boolean onlyWrite) {
        List<LockTable.Lock> locks = own ? LockTable.readOwn(file) : LockTable.read(file);
        return !LockTable.holders(locks, firstByte, lastByte, onlyWrite).isEmpty();
    }

    /** True when no other connection of this process can have a lock on the database. */
    private boolean isWaitersOwn(DatabaseFile file, Path path) {
        if (registry.hasExcluded()) {
            return false;
        }
        boolean readersToo = operation == Operation.CHECKPOINT || !DatabaseFiles.hasWal(path);
        for (TrackedConnection other : registry.open()) {
            if (other != waiter
                    && other.closedNanos() == 0
                    && (other.database().equals(file) || other.hasAttached())
                    && mayHaveLock(other, readersToo)) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayHaveLock(TrackedConnection connection, boolean readersToo) {
        OpenTransaction transaction = connection.transaction();
        return (transaction != null && (readersToo || transaction.mayHaveLocked()))
                || (readersToo && connection.openCursors() > 0)
                || connection.isTransactionUncertain()
                || connection.writeCursor() != null
                || connection.exclusiveMode() != null
                || connection.inFlight() != null;
    }
}
