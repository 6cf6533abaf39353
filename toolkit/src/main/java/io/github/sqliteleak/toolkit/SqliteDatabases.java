package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The databases of this JVM. However many {@link SqliteDatabase} objects there are for a file, they
 * share its one writer. Safe for any number of threads.
 */
public final class SqliteDatabases {
    private static final Map<Object, SqliteDatabase> SHARED = new HashMap<>();

    private SqliteDatabases() {}

    /**
     * The one database of a file that everybody in this JVM shares, opened with the defaults by the
     * first who asks. Whoever closes it closes it for all; the next who asks opens it anew.
     *
     * @throws SQLException as {@link SqliteDatabase#open(Path)}
     */
    public static SqliteDatabase shared(Path file) throws SQLException {
        synchronized (SHARED) {
            SHARED.values().removeIf(SqliteDatabase::isClosed);
            SqliteDatabase known = SHARED.get(OpenDatabases.id(file));
            if (known != null) {
                return known;
            }
            SqliteDatabase opened = SqliteDatabase.open(file);
            SHARED.put(OpenDatabases.id(file), opened);
            return opened;
        }
    }

    /** How many connections are handed out and not closed yet, over all databases that are open. */
    public static int activeConnections() {
        return OpenDatabases.all().stream().mapToInt(SqliteDatabase::activeConnections).sum();
    }
}
