package io.github.sqliteleak.exit;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a report says of an opening stack. */
record StackFacts(
        String owner,
        @Nullable String site,
        List<String> lines,
        List<StackTraceElement> userFrames,
        @Nullable String poolSite) {

    /**
     * Reads stacks, each that is there many times but once: a site that leaks does so again and
     * again. For one thread.
     */
    static final class Reader {
        private final int depth;
        private final Map<CallStack, StackFacts> known = new HashMap<>();

        Reader(int depth) {
            this.depth = depth;
        }

        StackFacts of(CapturedStack opening) {
            CallStack stack = CallStack.of(opening, depth);
            StackFacts facts = known.get(stack);
            if (facts == null) {
                facts =
                        new StackFacts(
                                stack.owner(),
                                stack.site(),
                                stack.lines(),
                                stack.userFrames(),
                                stack.poolSite());
                known.put(stack, facts);
            }
            return facts;
        }
    }
}
