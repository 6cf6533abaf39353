package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lies beside a database and who has it open.
 *
 * @param journalMode {@code wal}, or {@code delete} for any rollback journal, since only these two
 *     are told apart by the file; null when the database could not be read, or SQLite is older than
 *     3.21
 * @param walBytes length of the -wal file, 0 without one
 * @param auxiliaryFiles -wal, -shm and -journal files that exist
 * @param holders the processes that have it open, this one included
 * @param holdersKnown whether the system tells who has it open (Linux); if not, {@code holders} is
 *     empty
 */
public record WalStatus(
        @Nullable String journalMode,
        long walBytes,
        List<Path> auxiliaryFiles,
        List<FileHolder> holders,
        boolean holdersKnown) {

    public WalStatus {
        auxiliaryFiles = List.copyOf(auxiliaryFiles);
        holders = List.copyOf(holders);
    }
}
