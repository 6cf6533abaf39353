package io.github.sqliteleak.junit;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * What the agent found of a test that has ended.
 *
 * @param text what was left open, null when nothing was
 * @param stack the user's frames of one opening
 * @param unsure what may be this test's or another one's, null when there is nothing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Verdict(
        @Nullable String text, StackTraceElement @Nullable [] stack, @Nullable String unsure) {

    static Verdict of(@Nullable Map<?, ?> verdict) {
        return verdict == null
                ? new Verdict(null, null, null)
                : new Verdict(
                        (String) verdict.get("text"),
                        (StackTraceElement[]) verdict.get("stack"),
                        (String) verdict.get("unsure"));
    }

    /** A failure whose stack is that of the opening, so that a click leads there. */
    AssertionFailedError failure() {
        AssertionFailedError failure = new AssertionFailedError(text);
        if (stack != null && stack.length > 0) {
            failure.setStackTrace(stack);
        }
        return failure;
    }
}
