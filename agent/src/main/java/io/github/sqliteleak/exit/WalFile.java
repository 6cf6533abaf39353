package io.github.sqliteleak.exit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that SQLite keeps beside a database. Asks the file system about them and never opens
 * one: closing a descriptor of such a file drops SQLite's locks on it.
 */
final class WalFile {
    private static final String[] AUXILIARY = {"-wal", "-shm", "-journal"};

    private WalFile() {}

    /** Length of the WAL in bytes; null when there is none. */
    static @Nullable Long length(Path database) {
        try {
            return Files.size(beside(database, "-wal"));
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * The auxiliary files that exist.
     *
     * @param name of the database as it is shown, for theirs
     */
    static List<String> auxiliaryFiles(Path database, String name) {
        List<String> files = new ArrayList<>();
        for (String suffix : AUXILIARY) {
            if (Files.exists(beside(database, suffix))) {
                files.add(name + suffix);
            }
        }
        return files;
    }

    static Path beside(Path database, String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }
}
