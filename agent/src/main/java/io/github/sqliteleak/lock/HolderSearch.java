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
 * Looks for those that hold a lock on a database at this moment and are in the way of an operation:
 * in this JVM first, then in other processes. Takes no locks; reads what other threads are writing.
 */
final class HolderSearch {
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
     * @param inOthers whether to look at other processes, which takes longer, where nobody in this
     *     one holds it
     */
    List<Hold> find(TrackedConnection waiter, Operation operation, boolean inOthers) {
        registry.noticeCollected();
        List<TrackedConnection> others = others(waiter);
        Path path = waiter.database().path();
        boolean wal = path != null && hasWal(path);
        List<Hold> holds = new ArrayList<>(1);
        if (wal || operation != Operation.COMMIT) {
            addWriters(others, holds);
        }
        if (operation == Operation.CHECKPOINT) {
            addReaders(others, holds);
        }
        if (inOthers && holds.isEmpty() && path != null) {
            OtherProcesses.find(path, wal, operation, holds);
        }
        if (holds.isEmpty() && path != null && !wal && operation != Operation.READ) {
            // Without a WAL a reader keeps a writer from committing.
            addReaders(others, holds);
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

    private void addWriters(List<TrackedConnection> others, List<Hold> holds) {
        for (TrackedConnection other : others) {
            OpenTransaction transaction = other.transaction();
            if (transaction != null && (transaction.wrote() || !transaction.isDeferred())) {
                add(
                        holds,
                        other,
                        transaction,
                        transaction.beginSite(),
                        other.isCollected()
                                ? Evidence.COLLECTED_CONNECTION
                                : Evidence.WRITE_TRANSACTION);
            }
        }
        if (holds.isEmpty()) {
            for (TrackedConnection other : others) {
                addRunning(holds, other, Operation.WRITE);
            }
        }
    }

    private void addReaders(List<TrackedConnection> others, List<Hold> holds) {
        for (TrackedConnection other : others) {
            OpenTransaction transaction = other.transaction();
            if (other.openCursors() > 0) {
                add(holds, other, null, site(other.cursorPreparing()), Evidence.OPEN_CURSOR);
            } else if (transaction != null && transaction.readSql() != null) {
                Throwable read = transaction.reading();
                add(
                        holds,
                        other,
                        transaction,
                        read == null ? transaction.beginSite() : site(read),
                        Evidence.READ_TRANSACTION);
            } else {
                addRunning(holds, other, Operation.READ);
            }
        }
    }

    private void add(
            List<Hold> holds,
            TrackedConnection other,
            @Nullable OpenTransaction transaction,
            @Nullable String site,
            Evidence evidence) {
        String thread = transaction == null ? other.threadName() : transaction.thread();
        holds.add(Hold.of(holder(other, thread, site, evidence), other, transaction));
    }

    private void addRunning(List<Hold> holds, TrackedConnection other, Operation operation) {
        Thread busy = other.inFlight();
        if (busy == null
                || LockWatch.isWaiting(other)
                || Operation.of(other.runningSql()) != operation) {
            return;
        }
        String site = CallStack.of(busy.getStackTrace(), stackDepth).site();
        holds.add(
                Hold.of(
                        holder(other, busy.getName(), site, Evidence.IN_FLIGHT_STATEMENT),
                        other,
                        busy));
    }

    private @Nullable String site(@Nullable Throwable captured) {
        return captured == null ? null : CallStack.of(captured, stackDepth).site();
    }

    private LockHolder holder(
            TrackedConnection connection, String thread, @Nullable String site, Evidence evidence) {
        return new LockHolder(
                connection.id(), thread, site, connection.openSite(), null, null, evidence, null);
    }

    private static boolean hasWal(Path database) {
        return Files.exists(database.resolveSibling(database.getFileName() + "-wal"));
    }
}
