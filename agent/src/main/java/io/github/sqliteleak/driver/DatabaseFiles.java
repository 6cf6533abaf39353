package io.github.sqliteleak.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that SQLite keeps beside a database. Asks the file system about them and never opens
 * one: closing a descriptor of such a file drops SQLite's locks on it.
 *
 * @see <a href="https://www.sqlite.org/tempfiles.html">Temporary Files Used By SQLite</a>
 */
public final class DatabaseFiles {
    private static final String WAL = "-wal";
    private static final String SHARED_MEMORY = "-shm";
    private static final String[] AUXILIARY = {WAL, SHARED_MEMORY, "-journal"};

    private DatabaseFiles() {}

    /** Whether the database has a WAL now. */
    public static boolean hasWal(Path database) {
        return Files.exists(beside(database, WAL));
    }

    /** Length of the WAL in bytes; null when there is none. */
    public static @Nullable Long walLength(Path database) {
        try {
            return Files.size(beside(database, WAL));
        } catch (IOException e) {
            return null;
        }
    }

    public static Path wal(Path database) {
        return beside(database, WAL);
    }

    /** The file that the locks of a database with a WAL lie on. */
    public static Path sharedMemory(Path database) {
        return beside(database, SHARED_MEMORY);
    }

    /**
     * The auxiliary files that exist.
     *
     * @param name of the database as it is shown, for theirs
     */
    public static List<String> auxiliaryFiles(Path database, String name) {
        List<String> files = new ArrayList<>();
        for (String suffix : AUXILIARY) {
            if (Files.exists(beside(database, suffix))) {
                files.add(name + suffix);
            }
        }
        return files;
    }

    /**
     * The file whose name is that of the database and this.
     *
     * @param suffix such as {@code -wal}
     */
    public static Path beside(Path database, String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }
}
