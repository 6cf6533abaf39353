package io.github.sqliteleak.exit;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.secrets.ShownCommandLine;
import io.github.sqliteleak.system.CommandLine;
import io.github.sqliteleak.system.LockTable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Other processes that have a database open, by the locks that they hold. On Linux only. */
final class FileUsers {
    private FileUsers() {}

    /** The first one, in words; null when none is known. */
    static @Nullable String otherProcess(Path database) {
        List<Long> others = LockTable.lockedByOthers(DatabaseFiles.sharedMemory(database));
        if (others.isEmpty()) {
            others = LockTable.lockedByOthers(database);
        }
        if (others.isEmpty()) {
            return null;
        }
        String command = ShownCommandLine.of(CommandLine.of(others.get(0)));
        return "another process has the database open: pid "
                + others.get(0)
                + (command == null ? "" : " (" + command + ')');
    }
}
