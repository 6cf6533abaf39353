package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.lock.LockHolder.Evidence;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.ThreadName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for those that hold a lock on a database at this moment and are in the way of an operation:
 * in this JVM first, then in other processes. Takes no locks; reads what other threads are writing.
 */
final class HolderSearch {
    private final ConnectionRegistry registry;
    private final LocalReaders readers;
    private final int stackDepth;

    HolderSearch(ConnectionRegistry registry, int stackDepth) {
        this.registry = registry;
        this.readers = new LocalReaders(stackDepth);
        this.stackDepth = stackDepth;
    }

    /** As {@link #find}, where there is no second look. */
    Found findNow(TrackedConnection waiter, Operation operation) {
        Found found = find(waiter, operation, true);
        long now = System.nanoTime();
        for (Hold hold : found.holds()) {
            hold.isStillThere(now);
        }
        return found;
    }

    /**
     * The holds that there is evidence for; empty when there is none.
     *
     * @param closer whether to look at running statements and at other processes too, where no
     *     transaction and no cursor is in the way; that takes longer
     */
    Found find(TrackedConnection waiter, Operation operation, boolean closer) {
        // A checkpoint is rare, and often several are in its way.
        boolean close = closer || operation == Operation.CHECKPOINT;
        DatabaseFile database = AwaitedDatabase.of(registry, waiter, operation, close);
        return database == null
                ? Found.NOTHING
                : new Found(database, find(waiter, database, operation, close));
    }

    private List<Hold> find(
            TrackedConnection waiter, DatabaseFile database, Operation operation, boolean closer) {
        List<TrackedConnection> others = others(waiter, database);
        Path path = database.path();
        // A quick look asks the file system only where the answer depends on it.
        boolean wal =
                path != null
                        && (closer || operation == Operation.COMMIT)
                        && DatabaseFiles.hasWal(path);
        boolean checkpoint = operation == Operation.CHECKPOINT;
        List<Hold> holds = new ArrayList<>(1);
        if (wal || operation != Operation.COMMIT) {
            LocalWriters.find(others, holds);
            if (closer && holds.isEmpty() && path != null) {
                addProvenWriter(waiter, database, operation, path, wal, holds);
            }
            if (closer && holds.isEmpty()) {
                addRunning(others, Operation.WRITE, holds);
            }
        }
        if (checkpoint && (path == null || !wal || !LocalReaders.areNoneInWal(path))) {
            readers.find(others, true, holds);
        }
        List<Hold> elsewhere = new ArrayList<>(0);
        if (closer && (holds.isEmpty() || checkpoint) && path != null) {
            OtherProcesses.find(path, wal, operation, elsewhere);
        }
        // Without a WAL a reader keeps a writer from committing.
        boolean readersToo = path != null && !wal && operation != Operation.READ;
        if (holds.isEmpty()
                && readersToo
                && elsewhere.stream().noneMatch(Hold::isOfWriter)
                && (closer || operation == Operation.COMMIT)) {
            readers.find(others, wal, holds);
        }
        // What lies on the WAL's own file is ours or theirs; on the database it may be the
        // waiter's.
        boolean unknown = closer && holds.isEmpty() && (wal || elsewhere.isEmpty());
        if (unknown && path != null && (readersToo || checkpoint)) {
            addProvenReader(waiter, database, path, wal, holds);
        }
        // Last: those of this JVM can be mended here.
        holds.addAll(elsewhere);
        if (closer && holds.isEmpty() && (readersToo || checkpoint)) {
            addRunning(others, Operation.READ, holds);
        }
        return holds;
    }

    private List<TrackedConnection> others(TrackedConnection waiter, DatabaseFile database) {
        List<TrackedConnection> others = new ArrayList<>();
        for (TrackedConnection other : registry.open()) {
            if (other != waiter && other.closedNanos() == 0 && other.database().equals(database)) {
                others.add(other);
            }
        }
        return others;
    }

    private void addProvenWriter(
            TrackedConnection waiter,
            DatabaseFile database,
            Operation operation,
            Path path,
            boolean wal,
            List<Hold> holds) {
        TrackedConnection proven =
                ProvenWriter.find(registry, waiter, database, operation, path, wal);
        OpenTransaction transaction = proven == null ? null : proven.transaction();
        if (proven != null && transaction != null) {
            holds.add(LocalWriters.writing(proven, transaction));
        }
    }

    private void addProvenReader(
            TrackedConnection waiter,
            DatabaseFile database,
            Path path,
            boolean wal,
            List<Hold> holds) {
        Hold proven = ProvenReader.find(registry, waiter, database, path, wal, readers);
        if (proven != null) {
            holds.add(proven);
        }
    }

    private void addRunning(List<TrackedConnection> others, Operation operation, List<Hold> holds) {
        for (TrackedConnection other : others) {
            Thread busy = other.inFlight();
            if (busy != null && !LockWatch.isWaiting(other) && runs(other, operation)) {
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

    private static boolean runs(TrackedConnection connection, Operation operation) {
        String sql = connection.runningSql();
        if (sql == null || Operation.of(sql) != operation) {
            return false;
        }
        return operation == Operation.WRITE
                ? connection.writesForSure(sql)
                : connection.readsForSure(sql);
    }
}
