package io.github.sqliteleak.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The leaks of one group, while it is being gathered. The most harmful site sorts first. */
final class LeakSite implements Comparable<LeakSite> {
    private final List<LeakedConnection> connections = new ArrayList<>();
    private LeakedConnection telling;

    LeakSite(LeakedConnection first) {
        telling = first;
        connections.add(first);
    }

    void add(LeakedConnection connection) {
        connections.add(connection);
        boolean user = !connection.userFrames().isEmpty();
        boolean tellingUser = !telling.userFrames().isEmpty();
        if (user == tellingUser ? connection.id() < telling.id() : user) {
            telling = connection;
        }
    }

    /** To be called when all connections are in, before sites are compared. */
    void sort() {
        connections.sort(new HarmOrder());
    }

    LeakGroup toGroup() {
        Map<LeakKind, Integer> kinds = new EnumMap<>(LeakKind.class);
        for (LeakKind kind : LeakKind.values()) {
            kinds.put(kind, 0);
        }
        Set<String> tests = new LinkedHashSet<>();
        for (LeakedConnection connection : connections) {
            kinds.put(connection.kind(), kinds.getOrDefault(connection.kind(), 0) + 1);
            tests.addAll(connection.tests());
        }
        int shown = Math.min(connections.size(), Grouping.CONNECTIONS_SHOWN);
        return new LeakGroup(
                Grouping.fingerprint(telling),
                Grouping.site(telling),
                connections.size(),
                LeakGroup.closed(connections.size(), connections),
                kinds,
                telling.owner(),
                telling.openStack(),
                List.copyOf(tests),
                LeakParts.of(connections),
                List.copyOf(connections.subList(0, shown)));
    }

    @Override
    public int compareTo(LeakSite other) {
        LeakedConnection worst = connections.get(0);
        LeakedConnection otherWorst = other.connections.get(0);
        int order = Integer.compare(HarmOrder.rank(worst), HarmOrder.rank(otherWorst));
        if (order == 0) {
            order = Boolean.compare(Grouping.isPooled(worst), Grouping.isPooled(otherWorst));
        }
        if (order == 0) {
            order = Integer.compare(other.connections.size(), connections.size());
        }
        return order != 0 ? order : Long.compare(lowestId(), other.lowestId());
    }

    private long lowestId() {
        long lowest = Long.MAX_VALUE;
        for (LeakedConnection connection : connections) {
            lowest = Math.min(lowest, connection.id());
        }
        return lowest;
    }
}
