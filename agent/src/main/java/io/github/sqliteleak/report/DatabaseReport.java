package io.github.sqliteleak.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database that leaked connections pointed at, or beside which files were left.
 *
 * @param path absolute path, or how the database is in memory
 * @param journalMode lower case, null when not known
 * @param walBytesBefore length of the WAL file before anything was closed, null without a file
 * @param walBytesAfter the same after all exit work
 * @param auxiliaryFilesLeft {@code -wal}, {@code -shm} and {@code -journal} files that are still
 *     there
 * @param auxiliaryFilesReason why they are still there, null when none is left
 * @param leftBehind the same by the name of a {@link LeftBehind}, null when it is not known or none
 *     is left
 * @param walGrowth how its WAL grew while automatic checkpoints got nowhere; null when it did not
 */
public record DatabaseReport(
        String path,
        @Nullable String journalMode,
        @Nullable Long walBytesBefore,
        @Nullable Long walBytesAfter,
        CheckpointOutcome checkpoint,
        List<String> auxiliaryFilesLeft,
        @Nullable String auxiliaryFilesReason,
        @Nullable String leftBehind,
        @Nullable WalGrowth walGrowth) {
    /**
     * The longest spell of a WAL that was held up.
     *
     * @param peakBytes the most that was seen
     * @param pinnedBy what held up its checkpoints, and since when
     * @param fix what to do about it
     */
    public record WalGrowth(long peakBytes, String pinnedBy, String fix) {}

    /** One whose WAL was not held up. */
    public DatabaseReport(
            String path,
            @Nullable String journalMode,
            @Nullable Long walBytesBefore,
            @Nullable Long walBytesAfter,
            CheckpointOutcome checkpoint,
            List<String> auxiliaryFilesLeft,
            @Nullable String auxiliaryFilesReason,
            @Nullable String leftBehind) {
        this(
                path,
                journalMode,
                walBytesBefore,
                walBytesAfter,
                checkpoint,
                auxiliaryFilesLeft,
                auxiliaryFilesReason,
                leftBehind,
                null);
    }

    /** One of which it is not known why files are left, or none is. */
    public DatabaseReport(
            String path,
            @Nullable String journalMode,
            @Nullable Long walBytesBefore,
            @Nullable Long walBytesAfter,
            CheckpointOutcome checkpoint,
            List<String> auxiliaryFilesLeft,
            @Nullable String auxiliaryFilesReason) {
        this(
                path,
                journalMode,
                walBytesBefore,
                walBytesAfter,
                checkpoint,
                auxiliaryFilesLeft,
                auxiliaryFilesReason,
                null);
    }

    /** One of which only this is known. */
    public static DatabaseReport ofGrowth(String path, WalGrowth growth) {
        return new DatabaseReport(
                path,
                "wal",
                null,
                null,
                CheckpointOutcome.NOTHING_LEAKED,
                List.of(),
                null,
                null,
                growth);
    }

    /** The same with how its WAL grew. */
    public DatabaseReport with(@Nullable WalGrowth growth) {
        return new DatabaseReport(
                path,
                journalMode,
                walBytesBefore,
                walBytesAfter,
                checkpoint,
                auxiliaryFilesLeft,
                auxiliaryFilesReason,
                leftBehind,
                growth);
    }
}
