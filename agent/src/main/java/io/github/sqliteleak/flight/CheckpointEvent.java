package io.github.sqliteleak.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** The agent's own checkpoint of a leaked database at exit. */
@Name("sqlite.Checkpoint")
@Label("Checkpoint")
@Description("A checkpoint of the write-ahead log at exit")
@Category({"SQLite", "Checkpoints"})
@Threshold("0 ns")
@StackTrace(false)
final class CheckpointEvent extends ConnectionEvent {
    @Label("Mode")
    @Description("Mode of the checkpoint: truncate")
    @Nullable String mode;

    @Label("Busy")
    @Description("Whether another connection kept it from its end")
    boolean busy;

    @Label("WAL Frames")
    @Description("Frames in the log")
    int walFrames;

    @Label("Checkpointed Frames")
    @Description("Frames that were moved into the database")
    int checkpointedFrames;

    @Label("WAL Size Before")
    @Description("Length of the -wal file before the checkpoint")
    @DataAmount
    long walBytesBefore;

    @Label("WAL Size After")
    @Description("Length of the -wal file after the checkpoint")
    @DataAmount
    long walBytesAfter;

    @Label("Reason")
    @Description("Why it was skipped, not needed, failed or incomplete")
    @Nullable String reason;
}
