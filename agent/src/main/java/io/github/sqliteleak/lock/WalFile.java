package io.github.sqliteleak.lock;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files that SQLite keeps beside a database with a WAL. */
final class WalFile {
    private WalFile() {}

    /** Whether the database has a WAL now. */
    static boolean isBeside(Path database) {
        return Files.exists(beside(database, "-wal"));
    }

    /** The one that the locks lie on. */
    static Path shared(Path database) {
        return beside(database, "-shm");
    }

    private static Path beside(Path database, String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }
}
