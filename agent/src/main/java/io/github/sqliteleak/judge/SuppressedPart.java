package io.github.sqliteleak.judge;

import io.github.sqliteleak.report.LeakGroup;
import io.github.sqliteleak.report.LeakedConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a leak site, with the pattern that suppresses it.
 *
 * @param pattern null for what no pattern matches
 */
record SuppressedPart(LeakGroup group, @Nullable Suppression pattern) {
    /**
     * Takes a site of one JVM apart by the patterns that match its connections. Where the report
     * does not show all of them, the site stays in one piece: suppressed when each connection shown
     * is matched, else not at all.
     */
    static List<SuppressedPart> split(LeakGroup group, Suppressions suppressions) {
        Map<Optional<Suppression>, List<LeakedConnection>> parts = new LinkedHashMap<>();
        for (LeakedConnection connection : group.connections()) {
            parts.computeIfAbsent(
                            Optional.ofNullable(suppressions.find(group, connection)),
                            pattern -> new ArrayList<>())
                    .add(connection);
        }
        if (parts.size() == 1 || !group.isWhole()) {
            boolean left = parts.containsKey(Optional.<Suppression>empty());
            Suppression first = parts.keySet().iterator().next().orElse(null);
            return List.of(new SuppressedPart(group, left ? null : first));
        }
        List<SuppressedPart> split = new ArrayList<>();
        parts.forEach(
                (pattern, connections) ->
                        split.add(
                                new SuppressedPart(group.part(connections), pattern.orElse(null))));
        return split;
    }
}
