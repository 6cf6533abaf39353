package io.github.sqliteleak.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The test that a connection was opened in, and what that rests on.
 *
 * @param test null when the evidence is {@link Evidence#UNKNOWN}
 * @param running tests that were running then, at most {@value RunningTests#NAMED}; empty unless
 *     the evidence is {@link Evidence#UNKNOWN}
 */
public record OpeningTest(Evidence evidence, @Nullable TestName test, List<String> running) {

    /** What the name rests on, the strongest first. */
    public enum Evidence {
        /** The opening thread was running this test. */
        CERTAIN("certain"),
        /** No other test was running. */
        ONLY_RUNNING_TEST("only-running-test"),
        /** The opening thread, or one that it descends from, was started by this test. */
        INHERITED("inherited"),
        /** The class is known, the test is not or there was none yet, as in {@code @BeforeAll}. */
        CLASS("class"),
        /** Several tests were running, and nothing tells which of them it was, if any. */
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
        this(evidence, test, List.of());
    }
}
