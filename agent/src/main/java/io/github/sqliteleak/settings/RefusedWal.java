package io.github.sqliteleak.settings;

import io.github.sqliteleak.registry.TrackedConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Failed attempts to switch to WAL. The application may well try again, so one is told only when
 * its connection is closed, or at the end, and no attempt on that database has succeeded by then.
 */
final class RefusedWal {
    private final UnmetSettings unmet;
    private final Map<String, Refusal> pending = new ConcurrentHashMap<>();

    private record Refusal(long connectionId, UnmetSetting setting) {}

    RefusedWal(UnmetSettings unmet) {
        this.unmet = unmet;
    }

    void add(TrackedConnection connection, UnmetSetting setting) {
        pending.putIfAbsent(setting.database(), new Refusal(connection.id(), setting));
    }

    void forget(String database) {
        pending.remove(database);
    }

    void closed(TrackedConnection connection) {
        if (pending.isEmpty()) {
            return;
        }
        for (Refusal refusal : pending.values()) {
            if (refusal.connectionId() == connection.id()) {
                tell(refusal);
            }
        }
    }

    void end() {
        pending.values().forEach(this::tell);
    }

    private void tell(Refusal refusal) {
        if (pending.remove(refusal.setting().database(), refusal)) {
            unmet.add(refusal.setting());
        }
    }
}
