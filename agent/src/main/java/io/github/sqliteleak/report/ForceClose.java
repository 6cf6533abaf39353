package io.github.sqliteleak.report;

import org.jspecify.annotations.Nullable;

/**
 * What became of the attempt to close a leaked connection.
 *
 * @param detail why it did not work, with the stack of the thread in its way where there is one;
 *     null when it worked
 */
public record ForceClose(Result result, @Nullable String detail) {
    public enum Result {
        CLOSED("closed"),
        ALREADY_CLOSED("already-closed"),
        TIMED_OUT("timed-out"),
        FAILED("failed"),
        NOT_ATTEMPTED("not-attempted");

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
