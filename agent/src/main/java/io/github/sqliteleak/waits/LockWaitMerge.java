package io.github.sqliteleak.waits;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Adds up waits for locks: one group for each database, place and holders' places. What a group
 * says does not depend on the order in which its parts are added.
 */
public final class LockWaitMerge {
    private static final Comparator<LockWaitGroup> COSTLIEST_FIRST =
            Comparator.comparingInt(LockWaitGroup::timedOut)
                    .thenComparingLong(LockWaitGroup::totalMillis)
                    .reversed()
                    .thenComparing(LockWaitMerge::key);

    private final Map<String, LockWaitGroup> sums = new LinkedHashMap<>();

    public void add(LockWaitGroup group) {
        sums.merge(key(group), group, LockWaitMerge::sum);
    }

    /** The sums, those with the most failures first, then those that took longest. */
    public List<LockWaitGroup> groups() {
        List<LockWaitGroup> groups = new ArrayList<>(sums.values());
        groups.sort(COSTLIEST_FIRST);
        return List.copyOf(groups);
    }

    /** The sums, in the order in which the first part of each was added. */
    public List<LockWaitGroup> inOrder() {
        return List.copyOf(sums.values());
    }

    private static LockWaitGroup sum(LockWaitGroup one, LockWaitGroup other) {
        SortedSet<String> codes = new TreeSet<>(one.resultCodes());
        codes.addAll(other.resultCodes());
        return new LockWaitGroup(
                one.database(),
                one.waiterSite(),
                text(one.operation(), other.operation()),
                text(one.sql(), other.sql()),
                one.count() + other.count(),
                one.totalMillis() + other.totalMillis(),
                Math.max(one.maxMillis(), other.maxMillis()),
                one.timedOut() + other.timedOut(),
                List.copyOf(codes),
                one.cause(),
                one.causeSite(),
                text(one.causeSql(), other.causeSql()),
                text(one.causeTextSite(), other.causeTextSite()),
                who(one.holders()).compareTo(who(other.holders())) <= 0
                        ? sum(one.holders(), other.holders())
                        : sum(other.holders(), one.holders()),
                earlier(one.firstAt(), other.firstAt()),
                later(one.lastAt(), other.lastAt()),
                one.waiter().and(other.waiter()));
    }

    /** Numbers of connections, threads and processes are not the same from JVM to JVM. */
    private static String key(LockWaitGroup group) {
        StringBuilder key = new StringBuilder(128).append(group.database()).append('\n');
        key.append(group.waiterSite());
        key.append('\n').append(group.cause()).append('\n').append(group.causeSite());
        List<LockHolder> holders = group.holders();
        if (!holders.isEmpty()) {
            key.append('\n').append(place(holders.get(0)));
            holders.stream().skip(1).map(LockWaitMerge::place).sorted().forEach(key::append);
        }
        return key.toString();
    }

    private static String place(LockHolder holder) {
        return holder.evidence()
                + '\n'
                + holder.site()
                + '\n'
                + holder.openSite()
                + '\n'
                + holder.process()
                + '\n'
                + holder.threadWait()
                + '\n';
    }

    /** Both have holders of the same places, of which the first is the first of both. */
    private static List<LockHolder> sum(List<LockHolder> holders, List<LockHolder> others) {
        List<LockHolder> left = new ArrayList<>(others);
        List<LockHolder> sums = new ArrayList<>(holders.size());
        for (LockHolder holder : holders) {
            HolderShare share = holder.share();
            for (LockHolder other : left) {
                if (place(other).equals(place(holder))) {
                    share = HolderShare.sum(share, other.share());
                    left.remove(other);
                    break;
                }
            }
            sums.add(holder.with(share));
        }
        sums.sort(HolderShare.MOST_FIRST);
        return List.copyOf(sums);
    }

    /** Either may be there, and neither must win by coming first. */
    private static @Nullable String text(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static String who(List<LockHolder> holders) {
        StringBuilder who = new StringBuilder();
        for (LockHolder holder : holders) {
            who.append(holder.connectionId()).append('\n').append(holder.thread()).append('\n');
            who.append(holder.pid()).append('\n');
        }
        return who.toString();
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? other : one;
    }
}
