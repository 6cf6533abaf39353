package io.github.sqliteleak.flight;

import org.jspecify.annotations.Nullable;

/** A checkpoint, as plain values for the event about it. Counts are 0 where SQLite gave none. */
public record CheckpointFacts(
        long connectionId,
        String database,
        String mode,
        boolean busy,
        int walFrames,
        int checkpointedFrames,
        long walBytesBefore,
        long walBytesAfter,
        @Nullable String reason) {}
