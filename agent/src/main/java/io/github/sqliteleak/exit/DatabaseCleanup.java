package io.github.sqliteleak.exit;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.CheckpointOutcome.Result;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.LeftBehind;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Deadline;
import io.github.sqliteleak.system.UninterruptedWait;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is noted of a leaked database before its connections are closed, and what is done to it
 * afterwards.
 */
final class DatabaseCleanup {
    private final LeakedDatabase database;
    private final @Nullable Long walBytesBefore;
    private final @Nullable String reasonToSkip;

    /**
     * Looks at the files; to be made before anything is closed.
     *
     * @param walBytesEarlier length of a WAL that may be gone, since a handle was closed already
     * @param notWanted why the user wants no checkpoint; null when one is wanted
     */
    DatabaseCleanup(
            LeakedDatabase database,
            @Nullable Set<String> openFiles,
            @Nullable Long walBytesEarlier,
            @Nullable String notWanted) {
        Path path = database.path();
        this.database = database;
        Long walBytes = path == null ? null : DatabaseFiles.walLength(path);
        this.walBytesBefore = walBytes == null ? walBytesEarlier : walBytes;
        this.reasonToSkip =
                notWanted != null ? notWanted : Checkpointer.reasonToSkip(database, openFiles);
    }

    LeakedDatabase database() {
        return database;
    }

    /**
     * Checkpoints where that is possible and useful, and looks at what is left.
     *
     * @param stillOpen the first connection to it that could not be closed; null when all were
     */
    DatabaseReport finish(@Nullable StillOpen stillOpen, Deadline deadline) {
        Path path = database.path();
        if (path == null) {
            return new DatabaseReport(
                    database.display(), null, null, null, skipped(), List.of(), null);
        }
        CheckpointOutcome checkpoint =
                reasonToSkip != null ? skipped() : checkpoint(path, deadline);
        Long after = DatabaseFiles.walLength(path);
        List<String> left = DatabaseFiles.auxiliaryFiles(path, database.display());
        return new DatabaseReport(
                database.display(),
                walBytesBefore == null ? null : "wal",
                walBytesBefore,
                after == null && walBytesBefore != null ? Long.valueOf(0) : after,
                checkpoint,
                left,
                left.isEmpty() ? null : reasonLeft(path, checkpoint, stillOpen),
                left.isEmpty() ? null : kindLeft(path, stillOpen).json());
    }

    private static LeftBehind kindLeft(Path path, @Nullable StillOpen stillOpen) {
        if (stillOpen != null) {
            return stillOpen.kind();
        }
        return FileUsers.otherProcess(path) == null ? LeftBehind.LEAK : LeftBehind.OTHER_PROCESS;
    }

    /** What is said of it when there is no time to do and to look. */
    DatabaseReport unfinished(CheckpointOutcome outcome) {
        return new DatabaseReport(
                database.display(),
                walBytesBefore == null ? null : "wal",
                walBytesBefore,
                null,
                reasonToSkip != null ? skipped() : outcome,
                List.of(),
                null);
    }

    private CheckpointOutcome skipped() {
        return Checkpointer.without(Result.SKIPPED, reasonToSkip);
    }

    /** In a thread of its own, since another process may make SQLite wait. */
    private CheckpointOutcome checkpoint(Path path, Deadline deadline) {
        CheckpointOutcome[] outcome = new CheckpointOutcome[1];
        AgentThread worker =
                AgentThread.of(
                        "checkpoint",
                        () -> outcome[0] = Checkpointer.run(database, path, walBytesBefore));
        worker.start();
        UninterruptedWait.join(worker, Math.max(1, deadline.millisLeft()));
        return worker.isAlive() || outcome[0] == null
                ? Checkpointer.without(Result.FAILED, "it did not end in time")
                : outcome[0];
    }

    private static String reasonLeft(
            Path path, CheckpointOutcome checkpoint, @Nullable StillOpen stillOpen) {
        if (stillOpen != null) {
            return stillOpen.reason();
        }
        String other = FileUsers.otherProcess(path);
        if (other != null) {
            return other;
        }
        if (checkpoint.reason() != null) {
            return checkpoint.reason();
        }
        return "another connection has the database open";
    }
}
