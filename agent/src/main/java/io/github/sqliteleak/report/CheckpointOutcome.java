package io.github.sqliteleak.report;

import org.jspecify.annotations.Nullable;

/**
 * What the checkpoint on a fresh connection did.
 *
 * @param reason why it was skipped, not needed, failed, or stayed incomplete; null when it worked
 * @param busy first column of the row that {@code PRAGMA wal_checkpoint} returned, null when it did
 *     not run; likewise {@code log} and {@code checkpointed}, in frames
 */
public record CheckpointOutcome(
        Result result,
        @Nullable String reason,
        @Nullable Integer busy,
        @Nullable Integer log,
        @Nullable Integer checkpointed) {
    /** Nothing had to be closed, so none was made. */
    public static final CheckpointOutcome NOTHING_LEAKED =
            new CheckpointOutcome(Result.SKIPPED, "no connection to it leaked", null, null, null);

    public enum Result {
        TRUNCATED("truncated"),
        BUSY("busy"),
        SKIPPED("skipped"),
        FAILED("failed"),
        NOT_NEEDED("not-needed");

        private final String json;

        Result(String json) {
            this.json = json;
        }

        /** The name used in the JSON report. */
        public String json() {
            return json;
        }
    }
}
