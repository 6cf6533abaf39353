package io.github.sqliteleak.lock;

import io.github.sqliteleak.lock.LockHolder.Evidence;
import io.github.sqliteleak.registry.CallStack;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for those that hold a lock on a database at this moment: in this JVM first, then in other
 * processes.
 */
final class HolderSearch {
    /** Byte of the -shm file that a writer locks, as SQLite's WAL file format lays it down. */
    private static final long WAL_WRITE_LOCK = 120;

    private final ConnectionRegistry registry;
    private final int stackDepth;

    HolderSearch(ConnectionRegistry registry, int stackDepth) {
        this.registry = registry;
        this.stackDepth = stackDepth;
    }

    /** The holders that there is evidence for; empty when there is none. */
    List<LockHolder> find(TrackedConnection waiter, DatabaseFile database) {
        registry.noticeCollected();
        List<TrackedConnection> others = others(waiter, database);
        List<LockHolder> holders = new ArrayList<>();
        for (TrackedConnection other : others) {
            LockHolder writer = asWriter(other);
            if (writer != null) {
                holders.add(writer);
            }
        }
        Path path = database.path();
        if (holders.isEmpty() && path != null) {
            holders.addAll(otherProcesses(path));
        }
        if (holders.isEmpty() && path != null && !hasWal(path)) {
            // Without a WAL a reader keeps a writer from committing.
            for (TrackedConnection other : others) {
                if (other.openCursors() > 0) {
                    holders.add(holder(other, other.threadName(), null, Evidence.OPEN_CURSOR));
                }
            }
        }
        return holders;
    }

    private List<TrackedConnection> others(TrackedConnection waiter, DatabaseFile database) {
        List<TrackedConnection> others = new ArrayList<>();
        for (TrackedConnection other : registry.open()) {
            if (other != waiter
                    && other.closedNanos() == 0
                    && DatabaseFile.of(other.file(), other.flags()).equals(database)) {
                others.add(other);
            }
        }
        return others;
    }

    private @Nullable LockHolder asWriter(TrackedConnection other) {
        OpenTransaction transaction = other.transaction();
        if (transaction != null && (transaction.wrote() || !transaction.isDeferred())) {
            Throwable beginning = transaction.beginning();
            return holder(
                    other,
                    transaction.thread(),
                    beginning == null ? null : CallStack.of(beginning, stackDepth).site(),
                    other.isCollected()
                            ? Evidence.COLLECTED_CONNECTION
                            : Evidence.WRITE_TRANSACTION);
        }
        Thread busy = other.inFlight();
        if (busy != null && other.isWriting()) {
            return holder(
                    other,
                    busy.getName(),
                    CallStack.of(busy.getStackTrace(), stackDepth).site(),
                    Evidence.IN_FLIGHT_STATEMENT);
        }
        return null;
    }

    private LockHolder holder(
            TrackedConnection connection, String thread, @Nullable String site, Evidence evidence) {
        return new LockHolder(
                connection.id(),
                thread,
                site,
                CallStack.of(connection.opening(), stackDepth).site(),
                null,
                null,
                evidence);
    }

    private static List<LockHolder> otherProcesses(Path database) {
        Path shared = database.resolveSibling(database.getFileName() + "-shm");
        List<Long> pids =
                hasWal(database)
                        ? OpenFiles.lockedByOthers(shared, WAL_WRITE_LOCK, WAL_WRITE_LOCK)
                        : OpenFiles.lockedByOthers(database);
        List<LockHolder> holders = new ArrayList<>();
        for (Long pid : pids) {
            holders.add(
                    new LockHolder(
                            null,
                            null,
                            null,
                            null,
                            pid,
                            OpenFiles.program(pid),
                            Evidence.OTHER_PROCESS));
        }
        return holders;
    }

    private static boolean hasWal(Path database) {
        return Files.exists(database.resolveSibling(database.getFileName() + "-wal"));
    }
}
