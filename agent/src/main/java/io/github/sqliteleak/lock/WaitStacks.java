package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.blame.Site;
import io.github.sqliteleak.waits.Evidence;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of a wait. While it is going on its places are described by the names of classes
 * alone; who is to blame by the classes themselves is found out when it is reported.
 *
 * @param waiter where the statement was run
 * @param cause where what caused it was run; null when not known
 * @param causeText the statement run there, where nobody has noted where; else null
 * @param opened where the connection that waited was opened
 */
record WaitStacks(
        @Nullable CapturedStack waiter,
        @Nullable CapturedStack cause,
        @Nullable String causeText,
        @Nullable CapturedStack opened,
        List<SeenHolder> holders) {

    WaitStacks with(List<SeenHolder> others) {
        return new WaitStacks(waiter, cause, causeText, opened, others);
    }

    /** All of them as text: refers to no class from now on. */
    List<List<StackTraceElement>> read() {
        List<List<StackTraceElement>> frames = new ArrayList<>();
        add(frames, waiter);
        add(frames, cause);
        add(frames, opened);
        for (SeenHolder holder : holders) {
            add(frames, holder.began());
            add(frames, holder.opened());
        }
        return frames;
    }

    private static void add(List<List<StackTraceElement>> frames, @Nullable CapturedStack stack) {
        if (stack != null) {
            stack.read();
        }
        frames.add(stack == null ? List.of() : stack.frames());
    }

    /** The group with its places by the classes themselves, where they are known. */
    LockWaitGroup described(LockWaitGroup group, Blame blame, long seenNanos) {
        List<LockHolder> described = new ArrayList<>();
        for (SeenHolder seen : holders) {
            described.add(described(seen, blame, seenNanos));
        }
        return group.at(
                place(blame, waiter, seenNanos, true, group.waiterSite()),
                place(blame, cause, seenNanos, true, group.causeSite()),
                textPlace(blame, causeText, seenNanos, waiter, opened),
                described);
    }

    private static @Nullable String textPlace(
            Blame blame, @Nullable String text, long seenNanos, @Nullable CapturedStack... stacks) {
        if (text == null) {
            return null;
        }
        List<CapturedStack> known = new ArrayList<>();
        for (CapturedStack stack : stacks) {
            if (stack != null) {
                known.add(stack);
            }
        }
        return blame.placeOf(text, known, seenNanos);
    }

    /** The holder with its places by the classes themselves, where they are known. */
    static LockHolder described(SeenHolder seen, Blame blame, long seenNanos) {
        LockHolder holder = seen.holder();
        Long pid = holder.pid();
        if (pid != null) {
            holder = holder.running(ProcessHandle.of(pid).isPresent());
        }
        boolean runs = holder.knownEvidence() == Evidence.IN_FLIGHT_STATEMENT;
        return holder.at(
                        place(blame, seen.began(), seenNanos, runs, holder.site()),
                        place(blame, seen.opened(), seenNanos, false, holder.openSite()))
                .withText(textPlace(blame, seen.text(), seenNanos, seen.opened()));
    }

    /**
     * Where somebody ran a statement, that is the first own frame; where somebody has begun or
     * opened what he holds, it is the one that has to end it.
     */
    private static @Nullable String place(
            Blame blame,
            @Nullable CapturedStack stack,
            long seenNanos,
            boolean runs,
            @Nullable String byNames) {
        if (stack == null || stack.frames().isEmpty()) {
            return byNames;
        }
        Site site = blame.site(stack, seenNanos);
        String place = runs ? site.openedAt() : site.line();
        return place == null ? byNames : place;
    }
}
