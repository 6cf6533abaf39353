package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.waits.HolderShare;
import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockWaitGroup;
import io.github.sqliteleak.waits.Waiter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Waits of statements with the same stacks because of holders with the same stacks. */
final class WaitSums {
    private static final int HOLDERS = 16;

    private static final Comparator<SeenHolder> MOST_FIRST =
            Comparator.comparing(SeenHolder::holder, HolderShare.MOST_FIRST);

    private final LockWait first;
    private final WaitStacks stacks;
    private final long seenNanos = System.nanoTime();
    private final List<SeenHolder> holders = new ArrayList<>(1);
    private Waiter waiter;
    private final Set<String> resultCodes = new LinkedHashSet<>();
    private int count;
    private int timedOut;
    private long totalMillis;
    private long maxMillis;
    private @Nullable Instant firstAt;
    private @Nullable Instant lastAt;

    WaitSums(LockWait first, WaitStacks stacks) {
        this.first = first;
        this.waiter = first.waiter();
        this.stacks = stacks;
    }

    void add(LockWait wait, List<SeenHolder> seen) {
        count++;
        totalMillis += wait.waitedMillis();
        maxMillis = Math.max(maxMillis, wait.waitedMillis());
        Instant ended = Instant.ofEpochMilli(wait.endedAtMillis());
        Instant began = ended.minusMillis(wait.waitedMillis());
        firstAt = firstAt == null || began.isBefore(firstAt) ? began : firstAt;
        lastAt = lastAt == null || ended.isAfter(lastAt) ? ended : lastAt;
        String code = wait.resultCode();
        if (code != null) {
            timedOut++;
            resultCodes.add(code);
        }
        waiter = count == 1 ? waiter : waiter.and(wait.waiter());
        seen.forEach(this::add);
    }

    private void add(SeenHolder now) {
        for (int i = 0; i < holders.size(); i++) {
            SeenHolder known = holders.get(i);
            if (known.holder().isSameAs(now.holder())) {
                SeenHolder longer = known.isShorterThan(now) ? now : known;
                HolderShare share = HolderShare.sum(known.holder().share(), now.holder().share());
                readStacks(longer);
                holders.set(i, longer.with(share));
                return;
            }
        }
        if (holders.size() == HOLDERS) {
            SeenHolder least = Collections.max(holders, MOST_FIRST);
            if (MOST_FIRST.compare(least, now) <= 0) {
                return;
            }
            holders.remove(least);
        }
        readStacks(now);
        holders.add(now);
    }

    private static void readStacks(SeenHolder seen) {
        CapturedStack.readIfThere(seen.began());
        CapturedStack.readIfThere(seen.opened());
    }

    /** What they amount to up to now, to be described later. */
    Described described() {
        LockCause cause = first.cause();
        List<SeenHolder> seen = new ArrayList<>(holders);
        if (cause != LockCause.OWN_THREAD) {
            // There each waited for its own: the first of one is that of the other.
            seen.sort(MOST_FIRST);
        }
        LockWaitGroup group =
                new LockWaitGroup(
                        first.database(),
                        first.site(),
                        first.operation().word(),
                        first.sql(),
                        count,
                        totalMillis,
                        maxMillis,
                        timedOut,
                        List.copyOf(resultCodes),
                        cause == null ? null : cause.json(),
                        first.causeSite(),
                        first.causeSql(),
                        null,
                        seen.stream().map(SeenHolder::holder).toList(),
                        firstAt,
                        lastAt,
                        waiter);
        return new Described(group, stacks.with(seen), seenNanos);
    }

    /**
     * As much as is known without a look at classes.
     *
     * @param group with its places by names alone
     */
    record Described(LockWaitGroup group, WaitStacks stacks, long seenNanos) {
        LockWaitGroup by(Blame blame) {
            return stacks.described(group, blame, seenNanos);
        }
    }
}
