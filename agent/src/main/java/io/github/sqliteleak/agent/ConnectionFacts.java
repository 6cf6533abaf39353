package io.github.sqliteleak.agent;

import io.github.sqliteleak.exit.TestLeaks;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.LeakedConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connections as {@code TestBridge} hands them over. */
public final class ConnectionFacts {
    private ConnectionFacts() {}

    public static List<Map<String, @Nullable Object>> of(
            List<TrackedConnection> connections, TestLeaks describer) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>(connections.size());
        for (TrackedConnection connection : connections) {
            all.add(of(connection, describer.describe(connection)));
        }
        return all;
    }

    private static Map<String, @Nullable Object> of(
            TrackedConnection connection, LeakedConnection described) {
        DatabaseFile database = DatabaseFile.of(connection.file(), connection.flags());
        Path file = database.path();
        boolean readOnly = database.isReadOnly(connection.flags());
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("id", connection.id());
        facts.put("database", described.database());
        facts.put("file", file == null ? null : file.toString());
        facts.put("readOnly", readOnly);
        facts.put("open", connection.closedNanos() == 0);
        facts.put("openSite", described.openSite());
        facts.put("thread", described.thread());
        facts.put("owner", described.owner());
        facts.put("openedAt", described.openedAt().toEpochMilli());
        facts.put("inTransaction", described.inTransaction());
        facts.put("openStatements", described.openStatements().size());
        return facts;
    }
}
