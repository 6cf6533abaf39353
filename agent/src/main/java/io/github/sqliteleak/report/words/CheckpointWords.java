package io.github.sqliteleak.report.words;

import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.DatabaseReport;
import org.jspecify.annotations.Nullable;

/**
 * What became of the checkpoint of a database.
 *
 * @param headline the words that are coloured
 * @param rest counts and reason, often empty
 */
public record CheckpointWords(Outcome outcome, String headline, String rest) {
    /** How the headline is to be taken; {@code NONE} where nothing was done. */
    public enum Outcome {
        GOOD,
        BAD,
        NONE
    }

    public static CheckpointWords of(DatabaseReport database) {
        if (database.checkpoint().result() == CheckpointOutcome.Result.NOT_NEEDED
                && orZero(database.walBytesBefore()) > 0
                && orZero(database.walBytesAfter()) == 0) {
            // SQLite did it by itself when the last connection was closed.
            return new CheckpointWords(Outcome.GOOD, "checkpointed", "");
        }
        return of(database.checkpoint());
    }

    /** Headline and rest in one. */
    public String text() {
        return headline + rest;
    }

    private static CheckpointWords of(CheckpointOutcome checkpoint) {
        String reason = checkpoint.reason() == null ? "" : ": " + checkpoint.reason();
        return switch (checkpoint.result()) {
            case TRUNCATED -> new CheckpointWords(Outcome.GOOD, "checkpointed", reason);
            case NOT_NEEDED -> new CheckpointWords(Outcome.NONE, "no checkpoint needed", reason);
            case SKIPPED -> new CheckpointWords(Outcome.NONE, "not checkpointed", reason);
            case FAILED -> new CheckpointWords(Outcome.BAD, "checkpoint failed", reason);
            case BUSY ->
                    new CheckpointWords(
                            Outcome.BAD, "checkpoint incomplete", frames(checkpoint) + reason);
        };
    }

    private static String frames(CheckpointOutcome checkpoint) {
        Integer log = checkpoint.log();
        Integer done = checkpoint.checkpointed();
        // SQLite answers -1 when it did not get as far as to count.
        if (log == null || done == null || log < 0 || done < 0) {
            return "";
        }
        return " (" + done + " of " + Words.count(log, "frame") + ")";
    }

    private static long orZero(@Nullable Long bytes) {
        return bytes == null ? 0 : bytes;
    }
}
