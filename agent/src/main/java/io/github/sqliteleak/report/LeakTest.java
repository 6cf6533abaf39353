package io.github.sqliteleak.report;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The test that a connection was opened in.
 *
 * @param name {@code com.example.RepoTest#loads()}, a class name where only that is known, null
 *     when neither is
 * @param displayName what the test calls itself; null when that says no more
 * @param evidence what the name rests on
 * @param running tests that were running then; empty unless the evidence is unknown
 * @param ofThread the test that had started the thread, where that is another one than the only one
 *     that was running; null otherwise
 */
public record LeakTest(
        @Nullable String name,
        @Nullable String displayName,
        Evidence evidence,
        List<String> running,
        @Nullable String ofThread) {

    /** What the name of a test rests on, the strongest first. */
    public enum Evidence {
        /** The opening thread was running it. */
        CERTAIN("certain"),
        /** It was the only test that was running. */
        ONLY_RUNNING_TEST("only-running-test"),
        /** The opening thread descends from one that it started. */
        INHERITED("inherited"),
        /** The class is known, a test is not. */
        CLASS("class"),
        /** Several tests were running, or none. */
        UNKNOWN("unknown");

        private final String json;

        Evidence(String json) {
            this.json = json;
        }

        /** The name used in the JSON report. */
        public String json() {
            return json;
        }

        /** The evidence of this name, {@link #UNKNOWN} for a name of a later version. */
        public static Evidence of(String json) {
            for (Evidence evidence : values()) {
                if (evidence.json.equals(json)) {
                    return evidence;
                }
            }
            return UNKNOWN;
        }
    }

    /** Where nothing is known of the thread, or nothing else. */
    public LeakTest(
            @Nullable String name,
            @Nullable String displayName,
            Evidence evidence,
            List<String> running) {
        this(name, displayName, evidence, running, null);
    }

    /** The tests that the leak is charged to: this one and that of the thread, or none. */
    public List<String> charged() {
        return Stream.of(name, ofThread).flatMap(Stream::ofNullable).toList();
    }
}
