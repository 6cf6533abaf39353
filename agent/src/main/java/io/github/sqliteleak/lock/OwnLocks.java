package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connection has open itself, and which SQLite does not wait for. */
final class OwnLocks {
    private OwnLocks() {}

    /** A result or a transaction of its own; null when there is none that is known to lock. */
    static @Nullable Hold find(TrackedConnection connection) {
        TrackedStatement result = connection.readingStatement();
        List<TrackedStatement> possible = connection.possiblyReading();
        if (result == null && possible.size() == 1) {
            result = possible.get(0);
        }
        if (result != null) {
            return Holds.byResult(connection, result);
        }
        OpenTransaction transaction = connection.transaction();
        if (transaction == null) {
            return null;
        }
        if (transaction.hasLocked()) {
            return Holds.byWriting(connection, transaction);
        }
        return transaction.readSql() == null
                ? null
                : Holds.byReading(connection, transaction, transaction.reading());
    }
}
