package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.ExclusiveMode;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.RunningCopy;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.WriteCursor;
import java.util.ArrayList;
import java.util.List;

/** The connections of this JVM whose statements say for sure that they have the write lock. */
final class LocalWriters implements Search {
    @Override
    public List<Hold> find(Situation situation) {
        List<Hold> holds = new ArrayList<>(1);
        for (TrackedConnection copying : situation.registry().open()) {
            RunningCopy copy = copying.copy();
            if (copy != null
                    && copying != situation.waiter()
                    && copy.writes(situation.database())) {
                holds.add(Holds.byCopy(copying, copy).writing());
            }
        }
        for (TrackedConnection other : situation.others()) {
            OpenTransaction transaction = other.transaction();
            WriteCursor cursor = other.writeCursor();
            ExclusiveMode exclusive = other.exclusiveMode();
            if (transaction != null && holdsWriteLock(other, transaction)) {
                holds.add(Holds.byWriting(other, transaction));
            } else if (cursor != null && !other.hasAttached()) {
                holds.add(Holds.byWriteCursor(other, cursor));
            } else if (exclusive != null
                    && exclusive.hasWritten()
                    && SharedCache.mayBeExclusive(other)) {
                holds.add(Holds.byMode(other, exclusive).writing());
            }
        }
        return holds.size() < 2 || situation.path() == null ? holds : List.of(latest(holds));
    }

    /** Of a file, one at a time: who came first has ended, and is seen a moment late. */
    private static Hold latest(List<Hold> holds) {
        Hold latest = holds.get(0);
        for (Hold hold : holds) {
            Long locked = hold.lockedNanos();
            Long before = latest.lockedNanos();
            if (locked != null && before != null && locked - before > 0) {
                latest = hold;
            }
        }
        return latest;
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
