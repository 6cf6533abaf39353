package io.github.sqliteleak.lock;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Other processes whose locks are in the way, by the bytes that SQLite locks. On Linux only;
 * elsewhere none is found.
 *
 * @see <a href="https://www.sqlite.org/walformat.html#locks">WAL locks</a>
 * @see <a href="https://www.sqlite.org/lockingv3.html">Locking in rollback mode</a>
 */
final class OtherProcesses {
    /** Of the -shm file. */
    private static final long WAL_WRITE = 120;

    private static final long WAL_LAST_READ = 127;

    /** Of the database file. */
    private static final long PENDING = 0x40000000;

    private static final long RESERVED = PENDING + 1;
    private static final long LAST_SHARED = PENDING + 511;

    private OtherProcesses() {}

    /** Adds those that hold a lock in the way of the operation. */
    static void find(Path database, boolean wal, Operation operation, List<Hold> holds) {
        for (Long pid : pids(database, wal, operation)) {
            holds.add(Hold.ofProcess(pid, CommandLine.of(pid)));
        }
    }

    private static Set<Long> pids(Path database, boolean wal, Operation operation) {
        if (wal) {
            Path shared = database.resolveSibling(database.getFileName() + "-shm");
            long last = operation == Operation.CHECKPOINT ? WAL_LAST_READ : WAL_WRITE;
            return LockTable.holders(LockTable.read(shared), WAL_WRITE, last, false);
        }
        List<LockTable.Lock> locks = new ArrayList<>(LockTable.read(database));
        Set<Long> writing = LockTable.holders(locks, PENDING, LAST_SHARED, true);
        if (operation != Operation.READ && operation != Operation.COMMIT) {
            Set<Long> reserved = LockTable.holders(locks, PENDING, RESERVED, true);
            if (!reserved.isEmpty()) {
                return reserved;
            }
        }
        if (!writing.isEmpty() || operation == Operation.READ) {
            return writing;
        }
        return LockTable.holders(locks, PENDING, LAST_SHARED, false);
    }
}
