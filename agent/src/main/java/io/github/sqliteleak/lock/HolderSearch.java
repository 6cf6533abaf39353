package io.github.sqliteleak.lock;

import io.github.sqliteleak.lock.LockHolder.Evidence;
import io.github.sqliteleak.registry.CallStack;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.ExclusiveMode;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.ThreadName;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.registry.WriteCursor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for those that hold a lock on a database at this moment and are in the way of an operation:
 * in this JVM first, then in other processes. Takes no locks; reads what other threads are writing.
 */
final class HolderSearch {
    private static final int OPEN_SHAREDCACHE = 0x20000;

    private final ConnectionRegistry registry;
    private final int stackDepth;

    HolderSearch(ConnectionRegistry registry, int stackDepth) {
        this.registry = registry;
        this.stackDepth = stackDepth;
    }

    /** As {@link #find}, where there is no second look. */
    List<Hold> findNow(TrackedConnection waiter, Operation operation) {
        List<Hold> holds = find(waiter, operation, true);
        long now = System.nanoTime();
        for (Hold hold : holds) {
            hold.isStillThere(now);
        }
        return holds;
    }

    /**
     * The holds that there is evidence for; empty when there is none.
     *
     * @param closer whether to look at running statements and at other processes too, where no
     *     transaction and no cursor is in the way; that takes longer
     */
    List<Hold> find(TrackedConnection waiter, Operation operation, boolean closer) {
        if (waiter.hasAttached()) {
            // Which of its databases it waits for is not known.
            return List.of();
        }
        List<TrackedConnection> others = others(waiter);
        Path path = waiter.database().path();
        // A quick look asks the file system only where the answer depends on it.
        boolean wal = path != null && (closer || operation == Operation.COMMIT) && hasWal(path);
        List<Hold> holds = new ArrayList<>(1);
        if (wal || operation != Operation.COMMIT) {
            addWriters(others, holds);
            if (closer && holds.isEmpty() && path != null) {
                addProvenWriter(waiter, operation, path, wal, holds);
            }
            if (closer && holds.isEmpty()) {
                addRunning(others, Operation.WRITE, holds);
            }
        }
        if (operation == Operation.CHECKPOINT) {
            addReaders(others, true, holds);
        }
        List<Hold> elsewhere = new ArrayList<>(0);
        if (closer && holds.isEmpty() && path != null) {
            OtherProcesses.find(path, wal, operation, elsewhere);
        }
        // Without a WAL a reader keeps a writer from committing.
        boolean readersToo = path != null && !wal && operation != Operation.READ;
        if (holds.isEmpty()
                && readersToo
                && elsewhere.stream().noneMatch(Hold::isOfWriter)
                && (closer || operation == Operation.COMMIT)) {
            addReaders(others, wal, holds);
        }
        // Last: those of this JVM can be mended here.
        holds.addAll(elsewhere);
        if (closer && holds.isEmpty() && (readersToo || operation == Operation.CHECKPOINT)) {
            addRunning(others, Operation.READ, holds);
        }
        return holds;
    }

    private List<TrackedConnection> others(TrackedConnection waiter) {
        DatabaseFile database = waiter.database();
        List<TrackedConnection> others = new ArrayList<>();
        for (TrackedConnection other : registry.open()) {
            if (other != waiter && other.closedNanos() == 0 && other.database().equals(database)) {
                others.add(other);
            }
        }
        return others;
    }

    private static void addWriters(List<TrackedConnection> others, List<Hold> holds) {
        for (TrackedConnection other : others) {
            OpenTransaction transaction = other.transaction();
            WriteCursor cursor = other.writeCursor();
            ExclusiveMode exclusive = other.exclusiveMode();
            if (transaction != null && holdsWriteLock(other, transaction)) {
                holds.add(writing(other, transaction));
            } else if (cursor != null && !other.hasAttached()) {
                holds.add(
                        Hold.of(
                                        other,
                                        cursor,
                                        unlessCollected(other, Evidence.OPEN_CURSOR),
                                        cursor.thread(),
                                        cursor::site)
                                .writing());
            } else if (exclusive != null && exclusive.hasWritten() && hasFileOfItsOwn(other)) {
                holds.add(exclusive(other, exclusive).writing());
            }
        }
    }

    private void addProvenWriter(
            TrackedConnection waiter,
            Operation operation,
            Path path,
            boolean wal,
            List<Hold> holds) {
        TrackedConnection proven = ProvenWriter.find(registry, waiter, operation, path, wal);
        OpenTransaction transaction = proven == null ? null : proven.transaction();
        if (proven != null && transaction != null) {
            holds.add(writing(proven, transaction));
        }
    }

    private static Hold writing(TrackedConnection connection, OpenTransaction transaction) {
        return Hold.of(
                        connection,
                        transaction,
                        unlessCollected(connection, Evidence.WRITE_TRANSACTION),
                        transaction.thread(),
                        transaction::beginSite)
                .writing();
    }

    private static Hold exclusive(TrackedConnection connection, ExclusiveMode mode) {
        return Hold.of(
                connection,
                mode,
                unlessCollected(connection, Evidence.EXCLUSIVE_MODE),
                mode.thread(),
                mode::site);
    }

    private static Evidence unlessCollected(TrackedConnection connection, Evidence evidence) {
        return connection.isConnectionGone() ? Evidence.COLLECTED_CONNECTION : evidence;
    }

    /** In memory, and in a shared cache, there is no locking mode. */
    private static boolean hasFileOfItsOwn(TrackedConnection connection) {
        return !connection.hasAttached()
                && (connection.flags() & OPEN_SHAREDCACHE) == 0
                && connection.database().path() != null;
    }

    private static boolean holdsWriteLock(
            TrackedConnection connection, OpenTransaction transaction) {
        if (connection.isTransactionUncertain() || !transaction.hasLocked()) {
            return false;
        }
        // BEGIN IMMEDIATE locks all that is attached, a write only what it writes to.
        return !transaction.isDeferred() || !connection.hasAttached();
    }

    private void addReaders(List<TrackedConnection> others, boolean wal, List<Hold> holds) {
        for (TrackedConnection other : others) {
            OpenTransaction transaction = other.transaction();
            ExclusiveMode exclusive = other.exclusiveMode();
            TrackedStatement cursor = other.writeCursor() == null ? other.readingStatement() : null;
            if (cursor != null) {
                Throwable prepared = cursor.preparing();
                holds.add(
                        Hold.of(
                                        other,
                                        null,
                                        Evidence.OPEN_CURSOR,
                                        cursor.cursorThread(),
                                        () -> site(prepared))
                                .reading());
            } else if (transaction != null && transaction.readSql() != null) {
                Throwable read = transaction.reading();
                holds.add(
                        Hold.of(
                                        other,
                                        transaction,
                                        Evidence.READ_TRANSACTION,
                                        transaction.thread(),
                                        () -> read == null ? transaction.beginSite() : site(read))
                                .reading());
            } else if (!wal
                    && exclusive != null
                    && exclusive.hasRead()
                    && !exclusive.hasWritten()
                    && hasFileOfItsOwn(other)) {
                holds.add(exclusive(other, exclusive).reading());
            }
        }
    }

    private void addRunning(List<TrackedConnection> others, Operation operation, List<Hold> holds) {
        for (TrackedConnection other : others) {
            Thread busy = other.inFlight();
            if (busy != null
                    && !LockWatch.isWaiting(other)
                    && Operation.of(other.runningSql()) == operation) {
                String site = CallStack.of(busy.getStackTrace(), stackDepth).site();
                Hold running =
                        Hold.of(
                                other,
                                busy,
                                Evidence.IN_FLIGHT_STATEMENT,
                                ThreadName.of(busy),
                                () -> site);
                holds.add(operation == Operation.WRITE ? running.writing() : running.reading());
            }
        }
    }

    private @Nullable String site(@Nullable Throwable captured) {
        return captured == null ? null : CallStack.of(captured, stackDepth).site();
    }

    private static boolean hasWal(Path database) {
        return Files.exists(database.resolveSibling(database.getFileName() + "-wal"));
    }
}
