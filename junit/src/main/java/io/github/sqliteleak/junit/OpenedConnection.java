package io.github.sqliteleak.junit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection that was opened, as the agent knows it.
 *
 * @param id its number in this JVM
 * @param database the file's absolute path, or how the database is in memory
 * @param file null for a database in memory
 * @param readOnly opened read-only
 * @param open false when it was closed before this was asked
 * @param openSite the line that opened it; null when the JVM gave no stack
 * @param thread name of the thread that opened it
 * @param owner {@code application}, or {@code pool:NAME}
 * @param inTransaction null when not known
 */
public record OpenedConnection(
        long id,
        String database,
        @Nullable Path file,
        boolean readOnly,
        boolean open,
        @Nullable String openSite,
        String thread,
        String owner,
        Instant openedAt,
        @Nullable Boolean inTransaction,
        int openStatements) {

    static List<OpenedConnection> listOf(@Nullable Object facts) {
        List<OpenedConnection> connections = new ArrayList<>();
        if (facts instanceof List<?> all) {
            for (Object each : all) {
                connections.add(of((Map<?, ?>) each));
            }
        }
        return connections;
    }

    @SuppressWarnings("NullAway") // what is null is null in the record too
    private static OpenedConnection of(Map<?, ?> facts) {
        String file = (String) facts.get("file");
        return new OpenedConnection(
                (Long) facts.get("id"),
                (String) facts.get("database"),
                file == null ? null : Path.of(file),
                (Boolean) facts.get("readOnly"),
                (Boolean) facts.get("open"),
                (String) facts.get("openSite"),
                (String) facts.get("thread"),
                (String) facts.get("owner"),
                Instant.ofEpochMilli((Long) facts.get("openedAt")),
                (Boolean) facts.get("inTransaction"),
                (Integer) facts.get("openStatements"));
    }

    /** {@code data/app.db, opened at com.example.Repo.load(Repo.java:42) by thread "main"}. */
    @Override
    public String toString() {
        return database
                + ", opened at "
                + (openSite == null ? "an unknown place" : openSite)
                + " by thread \""
                + thread
                + '"';
    }
}
