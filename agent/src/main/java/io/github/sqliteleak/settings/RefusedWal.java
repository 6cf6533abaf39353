package io.github.sqliteleak.settings;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Failed attempts to switch to WAL. The application may well try again, and of several connections
 * that try at the same time one succeeds for all. So an attempt is reported only when its
 * connection is closed, or at the end, and only if no attempt on that database is known to have
 * succeeded.
 */
final class RefusedWal {
    /** A power of two. */
    private static final int REMEMBERED = 256;

    private final IneffectiveSettings unmet;
    private final Map<DatabaseFile, Refusal> pending = new ConcurrentHashMap<>();

    /** Files as they were opened, each in the place of its hash; a later one takes the place. */
    private final AtomicReferenceArray<@Nullable String> succeeded =
            new AtomicReferenceArray<>(REMEMBERED);

    private record Refusal(long connectionId, IneffectiveSetting setting) {}

    RefusedWal(IneffectiveSettings unmet) {
        this.unmet = unmet;
    }

    void add(TrackedConnection connection, DatabaseFile database, IneffectiveSetting setting) {
        if (!hasSucceeded(connection)) {
            pending.putIfAbsent(database, new Refusal(connection.id(), setting));
        }
    }

    void succeeded(TrackedConnection connection) {
        succeeded.set(place(connection), connection.file());
        if (!pending.isEmpty()) {
            pending.remove(DatabaseFile.of(connection.file(), connection.flags()));
        }
    }

    /** Whether a switch is known to have succeeded on the file of the connection. */
    boolean hasSucceeded(TrackedConnection connection) {
        return connection.file().equals(succeeded.get(place(connection)));
    }

    void closed(TrackedConnection connection) {
        if (!pending.isEmpty()) {
            pending.forEach(
                    (database, refusal) -> {
                        if (refusal.connectionId() == connection.id()) {
                            report(database, refusal);
                        }
                    });
        }
    }

    void end() {
        if (!pending.isEmpty()) {
            pending.forEach(this::report);
        }
    }

    private void report(DatabaseFile database, Refusal refusal) {
        if (pending.remove(database, refusal) && !hasWal(database.path())) {
            unmet.add(refusal.setting());
        }
    }

    /** Another process may have made the switch. */
    static boolean hasWal(@Nullable Path database) {
        return database != null && DatabaseFiles.hasWal(database);
    }

    private static int place(TrackedConnection connection) {
        return connection.file().hashCode() & (REMEMBERED - 1);
    }
}
