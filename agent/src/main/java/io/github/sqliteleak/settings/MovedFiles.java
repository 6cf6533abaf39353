package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.system.OpenFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Files that were deleted or replaced while connections had them open: found when one of these
 * fails. Looks at directory entries only.
 */
final class MovedFiles {
    private static final int MOST_SHOWN = 3;

    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final IneffectiveSettings unmet;

    MovedFiles(ConnectionRegistry registry, int stackDepth, IneffectiveSettings unmet) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = unmet;
    }

    /**
     * A statement has failed.
     *
     * @param code primary
     */
    void failed(TrackedConnection connection, int code, Throwable thrown) {
        if (code != ResultCodes.READ_ONLY && code != ResultCodes.IOERR) {
            return;
        }
        DatabaseFile database = connection.database();
        Path path = database.path();
        if (path == null
                || unmet.isKnown(database.display(), IneffectiveSetting.Kind.FILE_MOVED)
                || registry.isExcluded(connection)
                || !isMoved(path, code, thrown)) {
            return;
        }
        unmet.add(
                new IneffectiveSetting(
                        database.display(),
                        IneffectiveSetting.Kind.FILE_MOVED,
                        "the file of connection " + connection.id(),
                        (Files.exists(path) ? "replaced" : "deleted")
                                + " while it was open, opened at "
                                + EndedMemory.beginning(connection, stackDepth)
                                + others(connection, database),
                        CallStack.siteHere(stackDepth)));
    }

    private static boolean isMoved(Path path, int code, Throwable thrown) {
        if (code == ResultCodes.READ_ONLY) {
            return String.valueOf(Foreign.message(thrown)).contains("SQLITE_READONLY_DBMOVED");
        }
        if (!Files.exists(path)) {
            return true;
        }
        Set<String> open = OpenFiles.ofThisProcess();
        String identity = OpenFiles.identity(path);
        return open != null && identity != null && !open.contains(identity);
    }

    private String others(TrackedConnection connection, DatabaseFile database) {
        StringBuilder others = new StringBuilder();
        int shown = 0;
        for (TrackedConnection other : registry.open()) {
            if (other != connection
                    && other.closedNanos() == 0
                    && shown < MOST_SHOWN
                    && other.database().equals(database)) {
                others.append(", as was connection ")
                        .append(other.id())
                        .append(" at ")
                        .append(EndedMemory.beginning(other, stackDepth));
                shown++;
            }
        }
        return others.toString();
    }
}
