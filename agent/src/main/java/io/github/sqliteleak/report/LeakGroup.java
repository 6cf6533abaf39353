package io.github.sqliteleak.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All leaks from one site, or of one pool.
 *
 * @param fingerprint 16 hex digits, the same from run to run; see {@link Fingerprint}
 * @param count all leaks of the group
 * @param closedByAgent how many of them the agent closed; null when not known
 * @param kinds how many of each kind; every kind has an entry
 * @param connections the most telling ones, at most {@value Grouping#CONNECTIONS_SHOWN}
 */
public record LeakGroup(
        String fingerprint,
        int count,
        @Nullable Integer closedByAgent,
        Map<LeakKind, Integer> kinds,
        String owner,
        @Nullable String openSite,
        List<String> openStack,
        List<String> tests,
        List<LeakedConnection> connections) {

    /** Whether every connection of the group is among {@link #connections}. */
    public boolean isWhole() {
        return count == connections.size();
    }

    /** What of it has been judged, or what has not; null when that is nothing. */
    public @Nullable LeakGroup judged(boolean judged) {
        int counted = 0;
        Map<LeakKind, Integer> partKinds = new EnumMap<>(LeakKind.class);
        for (Map.Entry<LeakKind, Integer> kind : kinds.entrySet()) {
            int of = kind.getKey().isJudged() == judged ? kind.getValue() : 0;
            partKinds.put(kind.getKey(), of);
            counted += of;
        }
        if (counted == 0 || counted == count) {
            return counted == 0 ? null : this;
        }
        List<LeakedConnection> shown = new ArrayList<>();
        for (LeakedConnection connection : connections) {
            if (connection.kind().isJudged() == judged) {
                shown.add(connection);
            }
        }
        return new LeakGroup(
                fingerprint,
                counted,
                judged ? closedByAgent : Integer.valueOf(0),
                partKinds,
                owner,
                openSite,
                openStack,
                tests,
                // There are more than can be shown, all of the other kinds.
                shown.isEmpty() ? connections : List.copyOf(shown));
    }

    /** The group that these of its connections make on their own; for a group that is whole. */
    public LeakGroup part(List<LeakedConnection> some) {
        Map<LeakKind, Integer> partKinds = new EnumMap<>(LeakKind.class);
        for (LeakKind kind : LeakKind.values()) {
            partKinds.put(kind, 0);
        }
        int closed = 0;
        Set<String> partTests = new LinkedHashSet<>();
        for (LeakedConnection connection : some) {
            partKinds.merge(connection.kind(), 1, Integer::sum);
            closed += connection.forceClose().result() == ForceClose.Result.CLOSED ? 1 : 0;
            partTests.addAll(connection.tests());
        }
        return new LeakGroup(
                fingerprint,
                some.size(),
                closed,
                partKinds,
                owner,
                openSite,
                openStack,
                List.copyOf(partTests),
                List.copyOf(some));
    }
}
