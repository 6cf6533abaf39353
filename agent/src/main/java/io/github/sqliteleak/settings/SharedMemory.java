package io.github.sqliteleak.settings;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Databases in memory that connections share by a name, each from its first one to its last. */
final class SharedMemory {
    /** Names to keep in mind. */
    private static final int MOST = 64;

    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final Map<String, Life> lives = new HashMap<>();

    private static final class Life {
        private int connections;
        private boolean hadTables;
        private @Nullable EndedMemory before;
    }

    SharedMemory(ConnectionRegistry registry, int stackDepth) {
        this.registry = registry;
        this.stackDepth = stackDepth;
    }

    synchronized void opened(TrackedConnection connection) {
        String name = connection.database().display();
        Life life = lives.get(name);
        if (life == null && lives.size() < MOST) {
            life = new Life();
            lives.put(name, life);
        }
        if (life != null) {
            life.connections++;
        }
    }

    synchronized void closed(TrackedConnection connection) {
        Life life = lives.get(connection.database().display());
        if (life == null) {
            return;
        }
        life.connections--;
        life.hadTables |= connection.hasUsedTables();
        if (life.connections == 0 && life.hadTables) {
            life.before = EndedMemory.by(connection, "its last connection", stackDepth);
        }
        life.hadTables &= life.connections > 0;
    }

    /** The one of this name that had ended before this one began; null when none is known. */
    synchronized @Nullable EndedMemory before(String name) {
        Life life = lives.get(name);
        return life == null ? null : life.before;
    }

    /** Whether tables were made, or found, since it began. */
    boolean hasTables(String name) {
        synchronized (this) {
            Life life = lives.get(name);
            if (life != null && life.hadTables) {
                return true;
            }
        }
        for (TrackedConnection other : registry.open()) {
            if (other.hasUsedTables()
                    && other.closedNanos() == 0
                    && other.database().display().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
