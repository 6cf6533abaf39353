package io.github.sqliteleak.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The leaks of one group, while it is being gathered. */
final class SiteGathering {
    private final List<LeakedConnection> connections = new ArrayList<>();
    private LeakedConnection telling;

    SiteGathering(LeakedConnection first) {
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

    /**
     * To be called when all connections are in.
     *
     * @param most so many of them are shown, one or more
     */
    LeakSite toGroup(int most) {
        connections.sort(new HarmOrder());
        Map<LeakKind, Integer> kinds = new EnumMap<>(LeakKind.class);
        for (LeakKind kind : LeakKind.values()) {
            kinds.put(kind, 0);
        }
        Set<String> tests = new LinkedHashSet<>();
        for (LeakedConnection connection : connections) {
            kinds.put(connection.kind(), kinds.getOrDefault(connection.kind(), 0) + 1);
            tests.addAll(connection.tests());
        }
        int shown = Math.min(connections.size(), most);
        return new LeakSite(
                Grouping.fingerprint(telling),
                Grouping.site(telling),
                connections.size(),
                LeakSite.closed(connections.size(), connections),
                kinds,
                telling.owner(),
                telling.openStack(),
                List.copyOf(tests),
                LeakParts.of(connections),
                List.copyOf(connections.subList(0, shown)));
    }
}
