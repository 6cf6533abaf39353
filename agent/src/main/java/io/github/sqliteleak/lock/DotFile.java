package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The lock of {@code vfs=unix-dotfile}, a folder beside the database. A program that is killed
 * leaves it, and nobody takes it away then.
 *
 * @see <a href="https://www.sqlite.org/vfs.html">The SQLite OS Interface or "VFS"</a>
 */
final class DotFile {
    private DotFile() {}

    /** Whether there is such a folder beside the database of a connection that looks for one. */
    static boolean isThere(TrackedConnection waiter) {
        DatabaseFile database = waiter.database();
        Path path = database.path();
        return path != null
                && "unix-dotfile".equals(database.parameter("vfs"))
                && Files.isDirectory(path.resolveSibling(path.getFileName() + ".lock"));
    }
}
