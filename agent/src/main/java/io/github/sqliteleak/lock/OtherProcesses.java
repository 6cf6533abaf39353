package io.github.sqliteleak.lock;

import static io.github.sqliteleak.driver.LockBytes.LAST_SHARED;
import static io.github.sqliteleak.driver.LockBytes.PENDING;
import static io.github.sqliteleak.driver.LockBytes.RESERVED;
import static io.github.sqliteleak.driver.LockBytes.WAL_FIRST_READ;
import static io.github.sqliteleak.driver.LockBytes.WAL_LAST_READ;
import static io.github.sqliteleak.driver.LockBytes.WAL_WRITE;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.secrets.ShownCommandLine;
import io.github.sqliteleak.system.CommandLine;
import io.github.sqliteleak.system.LockTable;
import io.github.sqliteleak.waits.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Other processes whose locks are in the way, by the bytes that SQLite locks. On Linux only;
 * elsewhere none is found.
 */
final class OtherProcesses implements Search {
    @Override
    public List<Hold> find(Situation situation) {
        Path path = situation.path();
        List<Hold> holds = new ArrayList<>(0);
        if (path != null && situation.isWal()) {
            findInWal(
                    LockTable.read(DatabaseFiles.sharedMemory(path)), situation.operation(), holds);
        } else if (path != null) {
            findInRollback(LockTable.read(path), situation.operation(), holds);
        }
        return holds;
    }

    private static void findInWal(
            List<LockTable.Lock> locks, Operation operation, List<Hold> holds) {
        long last = operation == Operation.CHECKPOINT ? WAL_LAST_READ : WAL_WRITE;
        Set<Long> writing = LockTable.holders(locks, WAL_WRITE, WAL_WRITE, false);
        Set<Long> reading = LockTable.holders(locks, WAL_FIRST_READ, WAL_LAST_READ, false);
        for (Long pid : LockTable.holders(locks, WAL_WRITE, last, false)) {
            Hold hold = Holds.byProcess(pid, ShownCommandLine.of(CommandLine.of(pid)));
            if (writing.contains(pid)) {
                hold.writing();
            } else if (reading.contains(pid)) {
                hold.reading();
            }
            holds.add(hold);
        }
    }

    private static void findInRollback(
            List<LockTable.Lock> locks, Operation operation, List<Hold> holds) {
        Set<Long> writing = LockTable.holders(locks, PENDING, LAST_SHARED, true);
        if (operation != Operation.READ && operation != Operation.COMMIT) {
            Set<Long> reserved = LockTable.holders(locks, PENDING, RESERVED, true);
            writing = reserved.isEmpty() ? writing : reserved;
        }
        for (Long pid : writing) {
            holds.add(Holds.byProcess(pid, ShownCommandLine.of(CommandLine.of(pid))).writing());
        }
        if (writing.isEmpty() && operation != Operation.READ) {
            for (Long pid : LockTable.holders(locks, PENDING, LAST_SHARED, false)) {
                holds.add(Holds.byProcess(pid, ShownCommandLine.of(CommandLine.of(pid))).reading());
            }
        }
    }
}
