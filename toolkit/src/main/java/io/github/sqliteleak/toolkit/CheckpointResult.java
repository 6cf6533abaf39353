package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.util.List;

/**
 * What a checkpoint, or the closing of a database, did and what it left.
 *
 * @param busy 1 when the checkpoint is not complete, because somebody was in the way or it failed,
 *     else 0
 * @param log frames in the WAL, -1 when the database is not in WAL mode or was not to be had
 * @param checkpointed frames moved into the database, -1 likewise; SQLite answers 0 and 0 for a WAL
 *     that it could truncate
 * @param walBytesBefore length of the -wal file before, 0 without one; on closing, before the
 *     connections were closed, since the last one checkpoints by itself
 * @param walBytesAfter the same afterwards
 * @param auxiliaryFilesLeft -wal, -shm and -journal files that are still there
 * @param leftOpen connections of a {@link SqliteDatabase} that their users had not closed
 * @param holders who still has the files open, where the system tells (Linux) and files are left
 */
public record CheckpointResult(
        int busy,
        int log,
        int checkpointed,
        long walBytesBefore,
        long walBytesAfter,
        List<Path> auxiliaryFilesLeft,
        List<OpenConnection> leftOpen,
        List<FileHolder> holders) {

    public CheckpointResult {
        auxiliaryFilesLeft = List.copyOf(auxiliaryFilesLeft);
        leftOpen = List.copyOf(leftOpen);
        holders = List.copyOf(holders);
    }

    /** Whether all is in the database file, nothing lies beside it and nobody was left open. */
    public boolean isClean() {
        return busy == 0 && auxiliaryFilesLeft.isEmpty() && leftOpen.isEmpty();
    }

    CheckpointResult onClose(long bytesBefore, List<OpenConnection> open) {
        return new CheckpointResult(
                busy,
                log,
                checkpointed,
                bytesBefore,
                walBytesAfter,
                auxiliaryFilesLeft,
                open,
                holders);
    }
}
