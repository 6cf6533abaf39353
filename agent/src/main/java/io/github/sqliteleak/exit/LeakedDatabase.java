package io.github.sqliteleak.exit;

import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database with its leaked connections, and the one of them whose settings serve for opening it
 * again.
 */
final class LeakedDatabase {
    private static final int READ_ONLY = 1;

    private final DatabaseFile file;
    private final List<TrackedConnection> connections = new ArrayList<>();
    private TrackedConnection model;
    private DatabaseFile modelFile;

    private LeakedDatabase(DatabaseFile file, TrackedConnection first) {
        this.file = file;
        this.model = first;
        this.modelFile = file;
    }

    /** The databases of these connections, each once whatever name it was opened by. */
    static List<LeakedDatabase> of(List<TrackedConnection> leaked) {
        Map<DatabaseFile, LeakedDatabase> databases = new LinkedHashMap<>();
        for (TrackedConnection connection : leaked) {
            DatabaseFile file = DatabaseFile.of(connection.file(), connection.flags());
            LeakedDatabase database = databases.get(file);
            if (database == null) {
                database = new LeakedDatabase(file, connection);
                databases.put(file, database);
            }
            database.add(connection, file);
        }
        return List.copyOf(databases.values());
    }

    private void add(TrackedConnection connection, DatabaseFile by) {
        connections.add(connection);
        if (isReadOnly(model, modelFile) && !isReadOnly(connection, by)) {
            model = connection;
            modelFile = by;
        }
    }

    private static boolean isReadOnly(TrackedConnection connection, DatabaseFile file) {
        return (connection.flags() & READ_ONLY) != 0 || "ro".equals(file.parameter("mode"));
    }

    List<TrackedConnection> connections() {
        return connections;
    }

    /** The file's absolute path, or how the database is in memory. */
    String display() {
        return file.display();
    }

    @Nullable Path path() {
        return file.path();
    }

    Object handle() {
        return model.handle();
    }

    /** The name that the driver was given. */
    String file() {
        return model.file();
    }

    int flags() {
        return model.flags();
    }

    @Nullable String parameter(String name) {
        return modelFile.parameter(name);
    }
}
