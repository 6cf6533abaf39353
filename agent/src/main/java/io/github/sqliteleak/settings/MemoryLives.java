package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Foreign;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Databases in memory that ended when their last connection was closed, and began anew without
 * tables when the next one was opened. That alone is what every test wants that has a database of
 * its own; it is found when somebody then asks for a table and has made none. Connections to files
 * cost one comparison.
 */
final class MemoryLives {
    private static final String NO_TABLE = "no such table: ";

    /** Private databases that have ended, to keep in mind. */
    private static final int MOST_PRIVATE = 8;

    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final IneffectiveSettings unmet;
    private final SharedMemory shared;
    private final Deque<EndedMemory> endedPrivate = new ArrayDeque<>();

    /** Reported when the connection is closed, if it has made no table by then. */
    private final Map<TrackedConnection, Asked> awaited = new ConcurrentHashMap<>();

    /**
     * A table was asked for that is not there.
     *
     * @param opener as in {@link EndedMemory}
     * @param began where the connection was opened
     */
    private record Asked(String table, @Nullable String site, String opener, String began) {}

    MemoryLives(ConnectionRegistry registry, int stackDepth, IneffectiveSettings unmet) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = unmet;
        this.shared = new SharedMemory(registry, stackDepth);
    }

    void opened(TrackedConnection connection) {
        if (MemoryKind.of(connection) == MemoryKind.SHARED) {
            shared.opened(connection);
        }
    }

    /** A statement has failed because SQLite could not make sense of it. */
    void failed(TrackedConnection connection, String sql, Throwable thrown) {
        String message = Foreign.message(thrown);
        int at = message == null ? -1 : message.indexOf(NO_TABLE);
        MemoryKind kind = at < 0 ? MemoryKind.NONE : MemoryKind.of(connection);
        String name = connection.database().display();
        if (message == null
                || kind == MemoryKind.NONE
                || awaited.containsKey(connection)
                || unmet.isKnown(name, IneffectiveSetting.Kind.MEMORY_ENDED)
                || registry.isExcluded(connection)
                || hasTables(connection, kind)) {
            return;
        }
        Asked asked =
                new Asked(
                        message.substring(at + NO_TABLE.length()).replaceAll("\\)$", ""),
                        CallStack.siteHere(stackDepth),
                        EndedMemory.opener(connection, stackDepth),
                        EndedMemory.beginning(connection, stackDepth));
        EndedMemory before = before(connection, kind, asked);
        if (before != null && changesRows(sql)) {
            add(connection, before, asked);
        } else if (before != null
                || (kind == MemoryKind.PRIVATE && EndedMemory.isPool(asked.opener()))) {
            // Many programs look whether a table is there before they make it. And a pool may
            // still be closing the connection before this one.
            awaited.put(connection, asked);
        }
    }

    /** The handle is about to be closed; where it was opened is forgotten after that. */
    void closing(TrackedConnection connection) {
        if (connection.hasUsedTables() && MemoryKind.of(connection) == MemoryKind.PRIVATE) {
            EndedMemory ended = EndedMemory.by(connection, "its connection", stackDepth);
            synchronized (endedPrivate) {
                endedPrivate.addLast(ended);
                if (endedPrivate.size() > MOST_PRIVATE) {
                    endedPrivate.removeFirst();
                }
            }
        }
    }

    /** After {@link TrackedConnection#closedNanos} was set. */
    void closed(TrackedConnection connection) {
        // What could not be opened was never counted.
        MemoryKind kind = connection.url() == null ? MemoryKind.NONE : MemoryKind.of(connection);
        Asked pending = awaited.isEmpty() ? null : awaited.remove(connection);
        if (pending != null) {
            judge(connection, kind, pending);
        }
        if (kind == MemoryKind.SHARED) {
            shared.closed(connection);
        }
    }

    /** What is awaited at the end. */
    void end() {
        if (!awaited.isEmpty()) {
            awaited.forEach(
                    (connection, asked) -> judge(connection, MemoryKind.of(connection), asked));
            awaited.clear();
        }
    }

    private void judge(TrackedConnection connection, MemoryKind kind, Asked asked) {
        EndedMemory before = hasTables(connection, kind) ? null : before(connection, kind, asked);
        if (before != null) {
            add(connection, before, asked);
        }
    }

    private void add(TrackedConnection connection, EndedMemory before, Asked asked) {
        unmet.add(
                new IneffectiveSetting(
                        connection.database().display(),
                        IneffectiveSetting.Kind.MEMORY_ENDED,
                        "table " + asked.table(),
                        before.where() + ", and began empty at " + asked.began(),
                        asked.site()));
    }

    /** Whether tables were made, or found, since the database began. */
    private boolean hasTables(TrackedConnection connection, MemoryKind kind) {
        return connection.hasUsedTables()
                || (kind == MemoryKind.SHARED && shared.hasTables(connection.database().display()));
    }

    private @Nullable EndedMemory before(
            TrackedConnection connection, MemoryKind kind, Asked asked) {
        if (kind == MemoryKind.SHARED) {
            return shared.before(connection.database().display());
        }
        // Tests want a new one each.
        return EndedMemory.isPool(asked.opener()) || connection.openingTest() == null
                ? ownBefore(connection, asked.opener())
                : null;
    }

    /** Of the same pool, or opened at the same place. */
    private @Nullable EndedMemory ownBefore(TrackedConnection connection, String opener) {
        synchronized (endedPrivate) {
            for (EndedMemory ended : endedPrivate) {
                if (ended.lastId() < connection.id()
                        && ended.file().equals(connection.file())
                        && ended.by().equals(opener)) {
                    return ended;
                }
            }
        }
        return null;
    }

    private static boolean changesRows(String sql) {
        String text = sql.stripLeading().toLowerCase(Locale.ROOT);
        return text.startsWith("insert")
                || text.startsWith("update")
                || text.startsWith("delete")
                || text.startsWith("replace");
    }
}
