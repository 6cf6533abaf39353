package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.ExclusiveMode;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.RunningCopy;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import java.util.ArrayList;
import java.util.List;

/** The connections of this JVM whose statements say for sure that they have a read lock. */
final class LocalReaders implements Search {
    @Override
    public List<Hold> find(Situation situation) {
        List<Hold> holds = new ArrayList<>(1);
        for (TrackedConnection copying : situation.registry().open()) {
            RunningCopy copy = copying.copy();
            if (copy != null && copying != situation.waiter() && copy.reads(situation.database())) {
                holds.add(Holds.byCopy(copying, copy).reading());
            }
        }
        for (TrackedConnection other : situation.others()) {
            OpenTransaction transaction = other.transaction();
            ExclusiveMode exclusive = other.exclusiveMode();
            TrackedStatement cursor = other.writeCursor() == null ? other.readingStatement() : null;
            if (cursor != null) {
                holds.add(Holds.byResult(other, cursor));
            } else if (transaction != null && transaction.readSql() != null) {
                holds.add(Holds.byReading(other, transaction, transaction.reading()));
            } else if (!situation.isWal()
                    && exclusive != null
                    && exclusive.hasRead()
                    && !exclusive.hasWritten()
                    && SharedCache.mayBeExclusive(other)) {
                holds.add(Holds.byMode(other, exclusive).reading());
            }
        }
        return holds;
    }
}
