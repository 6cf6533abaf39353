package io.github.sqliteleak.lock;

import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.ThreadWait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Waits of statements of one place because of what was done at the same holders' places, by the
 * names of classes. Behind a library or a helper these may be several places of the user's, which
 * their stacks distinguish.
 */
final class LockSite {
    /** To read a stack takes some 50 µs; what comes after as many counts to the one before. */
    private static final int LOOKS = 200;

    private static final int STACKS = 50;

    private final Map<List<List<StackTraceElement>>, WaitSums> byStacks = new LinkedHashMap<>();
    private @Nullable WaitSums latest;
    private int looks;

    /** What waits of one site have in common. */
    record Key(
            @Nullable String database,
            @Nullable String site,
            @Nullable LockCause cause,
            @Nullable String causeSite,
            @Nullable HolderPlace mostly,
            Set<HolderPlace> holders) {}

    /** A holder less what differs from one run of the same code to the next. */
    record HolderPlace(
            String evidence,
            @Nullable String site,
            @Nullable String openSite,
            @Nullable ThreadWait threadWait) {}

    static Key key(LockWait wait) {
        HolderPlace first = null;
        Set<HolderPlace> places = new HashSet<>();
        for (LockHolder holder : wait.holders()) {
            HolderPlace place =
                    new HolderPlace(
                            holder.evidence(),
                            holder.site(),
                            holder.openSite(),
                            holder.threadWait());
            first = first == null ? place : first;
            places.add(place);
        }
        return new Key(wait.database(), wait.site(), wait.cause(), wait.causeSite(), first, places);
    }

    void add(LockWait wait, WaitStacks stacks) {
        WaitSums sums = latest;
        if (sums == null || looks < LOOKS) {
            looks++;
            List<List<StackTraceElement>> frames = stacks.read();
            WaitSums known = byStacks.get(frames);
            if (known == null && (sums == null || byStacks.size() < STACKS)) {
                known = new WaitSums(wait, stacks);
                byStacks.put(frames, known);
            }
            sums = known == null ? sums : known;
        }
        if (sums != null) {
            latest = sums;
            sums.add(wait, stacks.holders());
        }
    }

    /** One for each of its stacks. */
    List<WaitSums.Described> described() {
        List<WaitSums.Described> described = new ArrayList<>();
        for (WaitSums sums : byStacks.values()) {
            described.add(sums.described());
        }
        return described;
    }
}
