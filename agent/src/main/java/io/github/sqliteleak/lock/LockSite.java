package io.github.sqliteleak.lock;

import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Waits of statements of one place because of what was done at the same holders' places. */
final class LockSite {
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
    record HolderPlace(String evidence, @Nullable String site, @Nullable String openSite) {}

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

    /** What they amount to up to now. */
    LockWaitGroup group() {
        LockCause cause = first.cause();
        return new LockWaitGroup(
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
                List.copyOf(holders.values()),
                firstAt,
                lastAt);
    }
}
