package io.github.sqliteleak.tests;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The test that a connection was opened in, and what that rests on.
 *
 * @param test null when the evidence is {@link Evidence#UNKNOWN}
 * @param running tests that were running then, at most {@value RunningTests#NAMED}; empty unless
 *     the evidence is {@link Evidence#UNKNOWN}
 * @param ofThread the test that had started the thread, where that is another one than the only one
 *     that was running; null otherwise
 */
public record OpeningTest(
        Evidence evidence,
        @Nullable TestName test,
        List<String> running,
        @Nullable TestName ofThread) {

    /** What the name rests on, the strongest first. */
    public enum Evidence {
        /** The opening thread was running this test, or this method that makes tests. */
        CERTAIN("certain"),
        /** No other test was running. */
        ONLY_RUNNING_TEST("only-running-test"),
        /** The opening thread, or one that it descends from, was started by this test. */
        INHERITED("inherited"),
        /**
         * Opened by code of this class, which was running: outside its tests, as in
         * {@code @BeforeAll}, or it is not known in which.
         */
        CLASS("class"),
        /** Nothing shows which of the running tests it was, if any. */
        UNKNOWN("unknown");

        private final String json;

        Evidence(String json) {
            this.json = json;
        }

        /** The name used in the JSON report. */
        public String json() {
            return json;
        }
    }

    OpeningTest(Evidence evidence, TestName test) {
        this(evidence, test, List.of(), null);
    }
}
