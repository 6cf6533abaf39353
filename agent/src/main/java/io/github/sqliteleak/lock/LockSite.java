package io.github.sqliteleak.lock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Waits of statements of one place because of what was done at the same holders' places. */
public final class LockSite {
    private static final int HOLDERS = 5;

    private final LockWait first;
    private final Map<Object, LockHolder> holders = new LinkedHashMap<>();
    private final Set<String> resultCodes = new LinkedHashSet<>();
    private int count;
    private int timedOut;
    private long totalMillis;
    private long maxMillis;
    private @Nullable Instant firstAt;
    private @Nullable Instant lastAt;

    /** What waits of one site have in common. */
    record Key(
            @Nullable String database,
            @Nullable String site,
            @Nullable LockCause cause,
            @Nullable String causeSite,
            List<HolderPlace> holders) {}

    /** A holder less what differs from one run of the same code to the next. */
    record HolderPlace(
            LockHolder.Evidence evidence, @Nullable String site, @Nullable String openSite) {}

    LockSite(LockWait first) {
        this.first = first;
    }

    static Key key(LockWait wait) {
        List<HolderPlace> places = new ArrayList<>();
        for (LockHolder holder : wait.holders()) {
            HolderPlace place =
                    new HolderPlace(holder.evidence(), holder.site(), holder.openSite());
            if (!places.contains(place)) {
                places.add(place);
            }
        }
        return new Key(wait.database(), wait.site(), wait.cause(), wait.causeSite(), places);
    }

    void add(LockWait wait) {
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
        for (LockHolder holder : wait.holders()) {
            Object identity =
                    List.of(
                            holder.evidence(),
                            String.valueOf(holder.connectionId()),
                            String.valueOf(holder.thread()),
                            String.valueOf(holder.pid()),
                            String.valueOf(holder.site()));
            LockHolder known = holders.get(identity);
            if (known != null) {
                holders.put(identity, known.longer(holder));
            } else if (holders.size() < HOLDERS) {
                holders.put(identity, holder);
            }
        }
    }

    LockSite copy() {
        LockSite copy = new LockSite(first);
        copy.holders.putAll(holders);
        copy.resultCodes.addAll(resultCodes);
        copy.count = count;
        copy.timedOut = timedOut;
        copy.totalMillis = totalMillis;
        copy.maxMillis = maxMillis;
        copy.firstAt = firstAt;
        copy.lastAt = lastAt;
        return copy;
    }

    /** The first wait of them; the others differ in times, connections and threads only. */
    public LockWait first() {
        return first;
    }

    /** Extended names of what those that failed have failed with. */
    public List<String> resultCodes() {
        return List.copyOf(resultCodes);
    }

    /** Who held the lock, at most {@value #HOLDERS} of them; empty when that is not known. */
    public List<LockHolder> holders() {
        return List.copyOf(holders.values());
    }

    public int count() {
        return count;
    }

    /** How many of them failed. */
    public int timedOut() {
        return timedOut;
    }

    public long totalMillis() {
        return totalMillis;
    }

    public long maxMillis() {
        return maxMillis;
    }

    /** When the first of them began to wait; null before there is one. */
    public @Nullable Instant firstAt() {
        return firstAt;
    }

    /** When the last of them had ended; null before there is one. */
    public @Nullable Instant lastAt() {
        return lastAt;
    }
}
