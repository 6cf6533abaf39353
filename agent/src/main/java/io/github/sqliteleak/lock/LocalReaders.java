package io.github.sqliteleak.lock;

import static io.github.sqliteleak.driver.LockBytes.WAL_FIRST_READ;
import static io.github.sqliteleak.driver.LockBytes.WAL_LAST_READ;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.lock.LockHolder.Evidence;
import io.github.sqliteleak.registry.ExclusiveMode;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.system.LockTable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections of this JVM that have a read lock on a database. */
final class LocalReaders {
    private final int stackDepth;

    LocalReaders(int stackDepth) {
        this.stackDepth = stackDepth;
    }

    /** Adds those of which what they have run tells it for sure. */
    void find(List<TrackedConnection> others, boolean wal, List<Hold> holds) {
        for (TrackedConnection other : others) {
            OpenTransaction transaction = other.transaction();
            ExclusiveMode exclusive = other.exclusiveMode();
            TrackedStatement cursor = other.writeCursor() == null ? other.readingStatement() : null;
            if (cursor != null) {
                holds.add(open(other, cursor));
            } else if (transaction != null && transaction.readSql() != null) {
                holds.add(reading(other, transaction, transaction.reading()));
            } else if (!wal
                    && exclusive != null
                    && exclusive.hasRead()
                    && !exclusive.hasWritten()
                    && LocalWriters.mayBeExclusive(other)) {
                holds.add(LocalWriters.exclusive(other, exclusive).reading());
            }
        }
    }

    /** By the result of one of these queries. */
    Hold openOneOf(TrackedConnection connection, List<TrackedStatement> cursors) {
        return cursors.size() == 1
                ? open(connection, cursors.get(0))
                : Hold.of(connection, null, Evidence.OPEN_CURSOR, null, () -> null).reading();
    }

    private Hold open(TrackedConnection connection, TrackedStatement cursor) {
        CapturedStack prepared = cursor.preparing();
        return Hold.of(
                        connection,
                        cursor,
                        Evidence.OPEN_CURSOR,
                        cursor.cursorThread(),
                        () -> site(prepared))
                .reading();
    }

    /**
     * By what a transaction has read.
     *
     * @param read where; null when not known
     */
    Hold reading(
            TrackedConnection connection,
            OpenTransaction transaction,
            @Nullable CapturedStack read) {
        return Hold.of(
                        connection,
                        transaction,
                        Evidence.READ_TRANSACTION,
                        transaction.thread(),
                        () -> read == null ? transaction.beginSite() : site(read))
                .reading();
    }

    /**
     * True when the operating system says that nobody in this process reads from the WAL. It lists
     * the lock of each connection to the database, so a list without any is no answer.
     */
    static boolean areNoneInWal(Path database) {
        List<LockTable.Lock> own = LockTable.readOwn(DatabaseFiles.sharedMemory(database));
        return !own.isEmpty()
                && LockTable.holders(own, WAL_FIRST_READ, WAL_LAST_READ, false).isEmpty();
    }

    private @Nullable String site(@Nullable CapturedStack captured) {
        return captured == null ? null : CallStack.of(captured, stackDepth).site();
    }
}
