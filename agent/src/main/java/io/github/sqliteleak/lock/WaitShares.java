package io.github.sqliteleak.lock;

import io.github.sqliteleak.waits.HolderShare;
import io.github.sqliteleak.waits.LockHolder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who held the lock in one wait, and for how much of it. The time between two looks counts to whom
 * the first of them has found, up to when somebody else came to have the lock.
 */
final class WaitShares {
    /** So many are kept; the one that had the lock last is always among them. */
    private static final int MOST = 16;

    private final List<Part> parts = new ArrayList<>(1);
    private long lookedNanos;

    private static final class Part {
        private final Hold hold;
        private long nanos;
        private boolean now;
        private boolean atEnd;

        Part(Hold hold) {
            this.hold = hold;
        }
    }

    /**
     * @param startNanos when the wait began
     */
    WaitShares(long startNanos) {
        this.lookedNanos = startNanos;
    }

    /** True when one of those that were found still holds the lock at this time. */
    boolean isStillHeld(long nowNanos) {
        boolean held = false;
        for (Part part : parts) {
            held |= part.hold.isStillThere(nowNanos);
        }
        if (held) {
            for (Part part : parts) {
                boolean there = part.hold.isStillThere(nowNanos);
                part.nanos += there && part.now ? nowNanos - lookedNanos : 0;
                part.now = there;
            }
            lookedNanos = nowNanos;
        }
        return held;
    }

    /** These hold the lock at this time; empty when nobody was found. */
    void found(List<Hold> holds, long nowNanos) {
        long changedNanos = changed(holds, nowNanos);
        for (Part part : parts) {
            boolean stays = holds.contains(part.hold);
            long until = stays ? nowNanos : changedNanos;
            part.nanos += part.now ? until - lookedNanos : 0;
            part.now = false;
        }
        for (Hold hold : holds) {
            Part known = part(hold);
            if (known == null) {
                known = new Part(hold);
                known.nanos = nowNanos - since(hold, nowNanos);
                makeRoom();
                parts.add(known);
            }
            known.now = true;
        }
        lookedNanos = nowNanos;
    }

    /** When one of these came to hold the lock that did not before; now when none did. */
    private long changed(List<Hold> holds, long nowNanos) {
        long changed = nowNanos;
        for (Hold hold : holds) {
            if (part(hold) == null) {
                long since = since(hold, nowNanos);
                changed = since - changed < 0 ? since : changed;
            }
        }
        return changed;
    }

    /** Within the time since the last look. */
    private long since(Hold hold, long nowNanos) {
        Long locked = hold.lockedNanos();
        long since = locked == null || locked - nowNanos > 0 ? nowNanos : locked;
        return since - lookedNanos < 0 ? lookedNanos : since;
    }

    private @Nullable Part part(Hold hold) {
        for (Part part : parts) {
            if (part.hold.equals(hold)) {
                return part;
            }
        }
        return null;
    }

    private void makeRoom() {
        if (parts.size() < MOST) {
            return;
        }
        Part least = parts.get(0);
        for (Part part : parts) {
            least = part.nanos < least.nanos ? part : least;
        }
        parts.remove(least);
    }

    /** The wait is over at this time; those that were found last had the lock until then. */
    void ended(long endNanos, boolean failed) {
        for (Part part : parts) {
            if (part.now) {
                part.nanos += Math.max(0, endNanos - lookedNanos);
                part.atEnd = failed;
            }
        }
        lookedNanos = endNanos;
    }

    /** Those that were found at the last look. */
    List<Hold> latest() {
        return parts.stream().filter(part -> part.now).map(part -> part.hold).toList();
    }

    List<Hold> holds() {
        return parts.stream().map(part -> part.hold).toList();
    }

    /** As {@link Hold#isSure}, with who had the lock when it was looked last. */
    List<Hold> atEnd() {
        return parts.stream()
                .filter(part -> part.atEnd && part.hold.isSure())
                .map(part -> part.hold)
                .toList();
    }

    /** Those that were seen to hold the lock: the one at the end of a failure, then by shares. */
    List<SeenHolder> holders() {
        List<SeenHolder> holders = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (part.hold.isSure()) {
                add(holders, part);
            }
        }
        holders.sort((one, other) -> HolderShare.MOST_FIRST.compare(one.holder(), other.holder()));
        return holders;
    }

    /** One connection that does the same again and again is one holder. */
    private static void add(List<SeenHolder> holders, Part part) {
        SeenHolder seen = part.hold.holder();
        HolderShare share = new HolderShare(part.nanos / 1_000_000, part.atEnd ? 1 : 0);
        for (int i = 0; i < holders.size(); i++) {
            SeenHolder known = holders.get(i);
            LockHolder holder = known.holder();
            if (holder.isSameAs(seen.holder())) {
                SeenHolder longer = known.isShorterThan(seen) ? seen : known;
                holders.set(i, longer.with(HolderShare.sum(holder.share(), share)));
                return;
            }
        }
        holders.add(seen.with(share));
    }
}
