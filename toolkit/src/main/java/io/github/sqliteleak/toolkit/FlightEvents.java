package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * The same figures as events of Flight Recorder. An event class is touched only when a recorder is
 * there already: without a recording the first event costs more than a tenth of a second.
 */
final class FlightEvents {
    private FlightEvents() {}

    @Name("sqlite.WriterUse")
    @Label("SQLite Writer Use")
    @Category({"SQLite", "Toolkit"})
    @Description("The one writer of a database was taken and given back")
    static final class WriterUse extends Event {
        @Label("Database")
        String database = "";

        @Label("Waited")
        @Timespan
        long waited;

        @Label("Held")
        @Timespan
        long held;

        @Label("Waiting Threads")
        int waiting;
    }

    @Name("sqlite.WriteBatch")
    @Label("SQLite Write Batch")
    @Category({"SQLite", "Toolkit"})
    @Description("A write queue has committed a batch")
    @StackTrace(false)
    static final class WriteBatch extends Event {
        @Label("Database")
        String database = "";

        @Label("Writes")
        int writes;

        @Label("Took")
        @Timespan
        long took;

        @Label("Queue Depth")
        int depth;
    }

    static void writerUsed(Path file, Duration waited, Duration held, int waiting) {
        if (isRecording()) {
            WriterUse event = new WriterUse();
            event.database = file.toString();
            event.waited = waited.toNanos();
            event.held = held.toNanos();
            event.waiting = waiting;
            event.commit();
        }
    }

    static void batchWritten(Path file, int writes, Duration took, int depth) {
        if (isRecording()) {
            WriteBatch event = new WriteBatch();
            event.database = file.toString();
            event.writes = writes;
            event.took = took.toNanos();
            event.depth = depth;
            event.commit();
        }
    }

    private static boolean isRecording() {
        try {
            return FlightRecorder.isInitialized();
        } catch (LinkageError noFlightRecorder) {
            // A run-time image without jdk.jfr.
            return false;
        }
    }
}
