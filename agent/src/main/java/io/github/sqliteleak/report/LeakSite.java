package io.github.sqliteleak.report;

import io.github.sqliteleak.blame.Fingerprint;
import io.github.sqliteleak.blame.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All leaks from one site, or of one pool.
 *
 * @param fingerprint 16 hex digits, the same from run to run; see {@link Fingerprint}
 * @param site the line that must change, the way to it, and what the fingerprint is made of
 * @param count all leaks of the group
 * @param closedByAgent how many of them the agent closed; null when not known
 * @param kinds how many of each kind; every kind has an entry
 * @param parts how many of each database, test and place; together all of the group, but for what
 *     {@link #rest} says
 * @param connections the most telling ones, at most {@value Grouping#CONNECTIONS_SHOWN}; of a part
 *     of a site there may be none
 */
public record LeakSite(
        String fingerprint,
        Site site,
        int count,
        @Nullable Integer closedByAgent,
        Map<LeakKind, Integer> kinds,
        String owner,
        List<String> openStack,
        List<String> tests,
        List<LeakPart> parts,
        List<LeakedConnection> connections) {

    /** Whether these are a pool's own connections that closing the pool would have closed. */
    public boolean isIdlePool() {
        return owner.startsWith("pool:")
                && !has(LeakKind.NOT_GIVEN_BACK)
                && !has(LeakKind.DROPPED_BY_POOL)
                && !isBorrowed();
    }

    /** Whether these were borrowed from a pool. */
    public boolean isBorrowed() {
        for (LeakedConnection connection : connections) {
            if (connection.borrowing() != null) {
                return true;
            }
        }
        return has(LeakKind.NOT_GIVEN_BACK);
    }

    private boolean has(LeakKind kind) {
        return kinds.getOrDefault(kind, 0) > 0;
    }

    /** What the fingerprint is made of, as {@code class#method}. */
    public List<String> frames() {
        return site.named();
    }

    /** The first own frame of the opening stack, whether it hands on or not. */
    public @Nullable String openSite() {
        return site.openedAt();
    }

    /**
     * Each line of the site with its count, the most frequent first: two lines of one method are
     * one site. Of a group whose parts are not all known there may be more.
     */
    public Map<String, Integer> lines() {
        Map<String, Integer> counts = new TreeMap<>();
        for (LeakPart part : parts) {
            if (part.site() != null) {
                counts.merge(part.site(), part.count(), LeakPart::sum);
            }
        }
        List<String> lines = new ArrayList<>(counts.keySet());
        lines.sort(Comparator.comparing(counts::get, Comparator.reverseOrder()));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        lines.forEach(line -> sorted.put(line, counts.getOrDefault(line, 0)));
        return sorted;
    }

    /** Whether every connection of the group is among {@link #connections}. */
    public boolean isWhole() {
        return count == connections.size();
    }

    /** How many connections are in none of the {@link #parts}: nothing more is known of them. */
    public int rest() {
        int rest = count;
        for (LeakPart part : parts) {
            rest -= part.count();
        }
        return rest;
    }

    /** The databases of the connections shown, then those of others. */
    public Set<String> databases() {
        Set<String> databases = new LinkedHashSet<>();
        connections.forEach(connection -> databases.add(connection.database()));
        parts.forEach(part -> databases.add(part.database()));
        return databases;
    }

    /** What of it is of some kinds only; null when that is nothing. */
    public @Nullable LeakSite only(Predicate<LeakKind> wanted) {
        int counted = 0;
        Map<LeakKind, Integer> some = new EnumMap<>(LeakKind.class);
        for (Map.Entry<LeakKind, Integer> kind : kinds.entrySet()) {
            int of = wanted.test(kind.getKey()) ? kind.getValue() : 0;
            some.put(kind.getKey(), of);
            counted += of;
        }
        if (counted == 0 || counted == count) {
            return counted == 0 ? null : this;
        }
        List<LeakPart> left = new ArrayList<>();
        for (LeakPart part : parts) {
            LeakPart of = part.only(wanted);
            if (of.count() > 0) {
                left.add(of);
            }
        }
        List<LeakedConnection> shown = new ArrayList<>();
        for (LeakedConnection connection : connections) {
            if (wanted.test(connection.kind())) {
                shown.add(connection);
            }
        }
        return with(counted, closed(counted, shown), some, tests, left, shown);
    }

    /** The group that some of its parts make on their own, of which not all need be shown. */
    public LeakSite of(List<LeakPart> some) {
        Set<String> keys = new HashSet<>();
        LeakPart sum = null;
        Set<String> partTests = new LinkedHashSet<>();
        for (LeakPart part : some) {
            keys.add(part.key());
            sum = sum == null ? part : sum.plus(part);
            partTests.addAll(part.tests());
        }
        if (sum == null) {
            throw new IllegalArgumentException("no parts");
        }
        return with(
                sum.count(),
                sum.closedByAgent(),
                allKinds(sum.kinds()),
                List.copyOf(partTests),
                some,
                connections.stream().filter(c -> keys.contains(LeakPart.of(c).key())).toList());
    }

    /** The group that is left without some of its parts, the rest included. */
    public LeakSite without(List<LeakPart> some) {
        if (some.isEmpty()) {
            return this;
        }
        Set<String> keys = new HashSet<>();
        some.forEach(part -> keys.add(part.key()));
        LeakSite others = of(some);
        Map<LeakKind, Integer> left = allKinds(kinds);
        others.kinds().forEach((kind, number) -> left.merge(kind, -number, Integer::sum));
        Integer closed =
                closedByAgent == null || others.closedByAgent() == null
                        ? null
                        : Integer.valueOf(closedByAgent - others.closedByAgent());
        List<LeakPart> leftParts = parts.stream().filter(p -> !keys.contains(p.key())).toList();
        Set<String> leftTests = new LinkedHashSet<>();
        leftParts.forEach(part -> leftTests.addAll(part.tests()));
        return with(
                count - others.count(),
                closed,
                left,
                rest() > 0 ? tests : List.copyOf(leftTests),
                leftParts,
                connections.stream().filter(c -> !keys.contains(LeakPart.of(c).key())).toList());
    }

    /** How many of them are leaks, less those that are reported apart. */
    public int leaked() {
        int leaked = count;
        for (Map.Entry<LeakKind, Integer> kind : kinds.entrySet()) {
            leaked -= kind.getKey().isAside() ? kind.getValue() : 0;
        }
        return leaked;
    }

    private LeakSite with(
            int newCount,
            @Nullable Integer newClosed,
            Map<LeakKind, Integer> newKinds,
            List<String> newTests,
            List<LeakPart> newParts,
            List<LeakedConnection> newConnections) {
        return new LeakSite(
                fingerprint,
                site,
                newCount,
                newClosed,
                newKinds,
                owner,
                openStack,
                newTests,
                List.copyOf(newParts),
                List.copyOf(newConnections));
    }

    /** What connections say of it, when they are all there. */
    public static @Nullable Integer closed(int count, List<LeakedConnection> connections) {
        if (connections.size() != count) {
            return null;
        }
        int closed = 0;
        for (LeakedConnection connection : connections) {
            closed += connection.forceClose().result() == ForceClose.Result.CLOSED ? 1 : 0;
        }
        return closed;
    }

    private static Map<LeakKind, Integer> allKinds(Map<LeakKind, Integer> known) {
        Map<LeakKind, Integer> kinds = new EnumMap<>(LeakKind.class);
        for (LeakKind kind : LeakKind.values()) {
            kinds.put(kind, known.getOrDefault(kind, 0));
        }
        return kinds;
    }
}
