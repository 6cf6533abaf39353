package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Waits of statements with the same stacks because of holders with the same stacks. */
final class WaitSums {
    private static final int HOLDERS = 5;

    private final LockWait first;
    private final WaitStacks stacks;
    private final long seenNanos = System.nanoTime();
    private final Map<Object, SeenHolder> holders = new LinkedHashMap<>();
    private final Set<String> resultCodes = new LinkedHashSet<>();
    private int count;
    private int timedOut;
    private long totalMillis;
    private long maxMillis;
    private @Nullable Instant firstAt;
    private @Nullable Instant lastAt;

    WaitSums(LockWait first, WaitStacks stacks) {
        this.first = first;
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
        for (SeenHolder now : seen) {
            LockHolder holder = now.holder();
            Object identity =
                    List.of(
                            holder.evidence(),
                            String.valueOf(holder.connectionId()),
                            String.valueOf(holder.thread()),
                            String.valueOf(holder.pid()),
                            String.valueOf(holder.site()));
            SeenHolder known = holders.get(identity);
            if (known == null ? holders.size() < HOLDERS : known.isShorterThan(now)) {
                CapturedStack.readIfThere(now.began());
                CapturedStack.readIfThere(now.opened());
                holders.put(identity, now);
            }
        }
    }

    /** What they amount to up to now, to be described later. */
    Described described() {
        LockCause cause = first.cause();
        List<SeenHolder> seen = List.copyOf(holders.values());
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
                        seen.stream().map(SeenHolder::holder).toList(),
                        firstAt,
                        lastAt);
        return new Described(
                group, new WaitStacks(stacks.waiter(), stacks.cause(), seen), seenNanos);
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
