package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.settings.IneffectiveSetting.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files of a database that this process may not use, such as a {@code -wal} that a run by another
 * user has left. SQLite says SQLITE_CANTOPEN or SQLITE_READONLY of it, and not of which file.
 * Looked for after such a failure only.
 */
final class FileRights {
    private static final String[] SUFFIXES = {"", "-wal", "-shm", "-journal"};

    private final int stackDepth;
    private final IneffectiveSettings unmet;
    private final Access access;

    /** What the system allows this process. */
    interface Access {
        boolean mayRead(Path file);

        boolean mayWrite(Path file);
    }

    FileRights(int stackDepth, IneffectiveSettings unmet, Access access) {
        this.stackDepth = stackDepth;
        this.unmet = unmet;
        this.access = access;
    }

    /** Whether they may be why SQLite says this. */
    static boolean explain(int code) {
        return code == ResultCodes.CANTOPEN || code == ResultCodes.READ_ONLY;
    }

    /**
     * An opening or a statement has failed.
     *
     * @param code primary
     */
    void failed(DatabaseFile database, int code) {
        if (!explain(code)) {
            return;
        }
        Path path = database.path();
        if (path == null || unmet.isKnown(database.display(), Kind.FILE_PERMISSIONS)) {
            return;
        }
        String found = forbidden(path);
        if (found != null) {
            unmet.add(
                    new IneffectiveSetting(
                            database.display(),
                            Kind.FILE_PERMISSIONS,
                            code == ResultCodes.CANTOPEN ? "SQLITE_CANTOPEN" : "SQLITE_READONLY",
                            found,
                            CallStack.siteHere(stackDepth)));
        }
    }

    /** Null when it may use all that there is. */
    private @Nullable String forbidden(Path database) {
        for (String suffix : SUFFIXES) {
            Path file = DatabaseFiles.beside(database, suffix);
            if (Files.exists(file)) {
                boolean read = access.mayRead(file);
                if (!read || !access.mayWrite(file)) {
                    return "this process may not " + (read ? "write " : "read ") + described(file);
                }
            }
        }
        Path folder = database.toAbsolutePath().getParent();
        return folder == null || !Files.isDirectory(folder) || access.mayWrite(folder)
                ? null
                : "this process may not make files in the folder of the database, "
                        + described(folder)
                        + ": SQLite makes its journal, -wal and -shm there";
    }

    private static String described(Path file) {
        Path name = file.getFileName();
        try {
            return name + ", which belongs to user " + Files.getOwner(file).getName();
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return String.valueOf(name);
        }
    }

    static Access ofThisProcess() {
        return new OfThisProcess();
    }

    private static final class OfThisProcess implements Access {
        @Override
        public boolean mayRead(Path file) {
            return Files.isReadable(file);
        }

        @Override
        public boolean mayWrite(Path file) {
            return Files.isWritable(file);
        }
    }
}
