package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.driver.LockBytes;
import io.github.sqliteleak.system.LockTable;
import java.nio.file.Path;
import java.util.List;

/** The {@link LocalReaders} of a WAL, as far as the operating system does not deny it. */
final class WalReaders implements Search {
    private final LocalReaders readers = new LocalReaders();

    @Override
    public List<Hold> find(Situation situation) {
        Path path = situation.path();
        return path != null && areNone(path) ? List.of() : readers.find(situation);
    }

    /**
     * True when the operating system says that nobody in this process reads from the WAL. It lists
     * the lock of each connection to the database, so a list without any is no answer.
     */
    private static boolean areNone(Path database) {
        List<LockTable.Lock> own = LockTable.readOwn(DatabaseFiles.sharedMemory(database));
        return !own.isEmpty()
                && LockTable.holders(own, LockBytes.WAL_FIRST_READ, LockBytes.WAL_LAST_READ, false)
                        .isEmpty();
    }
}
