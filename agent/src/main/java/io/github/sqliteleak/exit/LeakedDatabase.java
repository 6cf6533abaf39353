package io.github.sqliteleak.exit;

import io.github.sqliteleak.driver.Reopening;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A database with its leaked connections, and the one of them whose settings serve for opening it
 * again.
 */
final class LeakedDatabase {
    private final DatabaseFile file;
    private final List<TrackedConnection> connections = new ArrayList<>();
    private final Function<TrackedConnection, @Nullable Reopening> closed;
    private TrackedConnection model;
    private DatabaseFile modelFile;

    private LeakedDatabase(
            DatabaseFile file,
            TrackedConnection first,
            Function<TrackedConnection, @Nullable Reopening> closed) {
        this.file = file;
        this.closed = closed;
        this.model = first;
        this.modelFile = file;
    }

    /**
     * The databases of these connections, each once whatever name it was opened by.
     *
     * @param closed gives what was kept of the handle of one that is closed already
     */
    static List<LeakedDatabase> of(
            List<TrackedConnection> leaked,
            Function<TrackedConnection, @Nullable Reopening> closed) {
        Map<DatabaseFile, LeakedDatabase> databases = new LinkedHashMap<>();
        DatabaseNames names = new DatabaseNames();
        for (TrackedConnection connection : leaked) {
            DatabaseFile file = names.of(connection);
            LeakedDatabase database = databases.get(file);
            if (database == null) {
                database = new LeakedDatabase(file, connection, closed);
                databases.put(file, database);
            }
            database.add(connection, file);
        }
        return List.copyOf(databases.values());
    }

    /** True when finalizers of a driver up to 3.21.0.1 have closed all that was leaked. */
    boolean isClosedByDriver() {
        for (TrackedConnection connection : connections) {
            if (!connection.isOfEarlierDriver()
                    || connection.handle() != null
                    || connection.closedNanos() == 0) {
                return false;
            }
        }
        return true;
    }

    private void add(TrackedConnection connection, DatabaseFile by) {
        connections.add(connection);
        if (fitness(connection, by) > fitness(model, modelFile)) {
            model = connection;
            modelFile = by;
        }
    }

    /** How well the settings of a connection serve. */
    private int fitness(TrackedConnection connection, DatabaseFile name) {
        int writable = isReadOnly(connection, name) ? 0 : 2;
        return connection.handle() == null && closed.apply(connection) == null
                ? writable
                : writable + 1;
    }

    private static boolean isReadOnly(TrackedConnection connection, DatabaseFile file) {
        return file.isReadOnly(connection.flags());
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

    /**
     * A fresh connection, which changes neither the file nor how it is used.
     *
     * @return null when nothing is left of the driver that had it open
     */
    @Nullable Connection reopen(int busyTimeoutMillis)
            throws SQLException, ReflectiveOperationException {
        Object handle = model.handle();
        Reopening known = handle == null ? closed.apply(model) : Reopening.of(handle);
        return known == null ? null : known.open(model.file(), model.flags(), busyTimeoutMillis);
    }

    int flags() {
        return model.flags();
    }

    boolean isReadOnly() {
        return modelFile.isReadOnly(flags());
    }

    @Nullable String parameter(String name) {
        return modelFile.parameter(name);
    }
}
