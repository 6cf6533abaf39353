package io.github.sqliteleak.live;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.blame.Site;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places that stacks lead to, for one look at all connections: what stays open shares one list
 * of frames with all others of its kind, which is then looked at once.
 */
final class Sites {
    private final Blame blame;
    private final long nowNanos;
    private final IdentityHashMap<List<StackTraceElement>, Place> known = new IdentityHashMap<>();

    /**
     * What a stack says.
     *
     * @param owner as in reports: {@code application}, or {@code pool:NAME}
     */
    record Place(Site site, String owner) {}

    /** Makes one for each look. */
    record Maker(Blame blame) {
        Sites now() {
            return new Sites(blame, System.nanoTime());
        }
    }

    Sites(Blame blame, long nowNanos) {
        this.blame = blame;
        this.nowNanos = nowNanos;
    }

    Place of(CapturedStack stack) {
        List<StackTraceElement> frames = stack.frames();
        Place place = known.get(frames);
        if (place == null) {
            place =
                    new Place(
                            blame.site(stack, nowNanos),
                            CallStack.of(stack, CallStack.SITE_DEPTH).owner());
            known.put(frames, place);
        }
        return place;
    }

    /** The line that must change; null without a stack. */
    @Nullable String line(@Nullable CapturedStack stack) {
        return stack == null ? null : of(stack).site().line();
    }

    /** The first own frame of what a thread does now; null without one. */
    @Nullable String here(StackTraceElement[] stack) {
        return blame.site(CallStack.of(stack, CallStack.SITE_DEPTH), nowNanos).openedAt();
    }
}
