package io.github.sqliteleak.lock;

import io.github.sqliteleak.lock.LockHolder.Evidence;
import io.github.sqliteleak.registry.ExclusiveMode;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.WriteCursor;
import java.util.List;

/** The connections of this JVM that have the write lock of a database. */
final class LocalWriters {
    private LocalWriters() {}

    /** Adds those of which what they have run tells it for sure. */
    static void find(List<TrackedConnection> others, List<Hold> holds) {
        for (TrackedConnection other : others) {
            OpenTransaction transaction = other.transaction();
            WriteCursor cursor = other.writeCursor();
            ExclusiveMode exclusive = other.exclusiveMode();
            if (transaction != null && holdsWriteLock(other, transaction)) {
                holds.add(writing(other, transaction));
            } else if (cursor != null && !other.hasAttached()) {
                holds.add(
                        Hold.of(other, cursor, Evidence.OPEN_CURSOR, cursor.thread(), cursor::site)
                                .writing());
            } else if (exclusive != null && exclusive.hasWritten() && mayBeExclusive(other)) {
                holds.add(exclusive(other, exclusive).writing());
            }
        }
    }

    static Hold writing(TrackedConnection connection, OpenTransaction transaction) {
        return Hold.of(
                        connection,
                        transaction,
                        Evidence.WRITE_TRANSACTION,
                        transaction.thread(),
                        transaction::beginSite)
                .writing();
    }

    static Hold exclusive(TrackedConnection connection, ExclusiveMode mode) {
        return Hold.of(connection, mode, Evidence.EXCLUSIVE_MODE, mode.thread(), mode::site);
    }

    /** In memory, and in a shared cache, there is no locking mode. */
    static boolean mayBeExclusive(TrackedConnection connection) {
        return !connection.hasAttached()
                && !SharedCache.isOf(connection)
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
}
