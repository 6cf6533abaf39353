package io.github.sqliteleak.exit;

import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The databases behind the names that connections were opened by, each name looked up once. */
final class DatabaseNames {
    private final Map<Name, DatabaseFile> known = new ConcurrentHashMap<>();

    private record Name(String file, int flags) {}

    DatabaseFile of(TrackedConnection connection) {
        Name name = new Name(connection.file(), connection.flags());
        DatabaseFile file = known.get(name);
        if (file == null) {
            file = DatabaseFile.of(name.file(), name.flags());
            known.put(name, file);
        }
        return file;
    }
}
