package io.github.sqliteleak.judge;

import io.github.sqliteleak.report.LeakPart;
import io.github.sqliteleak.report.LeakSite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a leak site, with the pattern that suppresses it.
 *
 * @param pattern null for what no pattern matches
 */
record SuppressedPart(LeakSite group, @Nullable Suppression pattern) {
    /**
     * Takes a site of one JVM apart by the patterns that match its connections, shown or not. Those
     * for which the report names neither database nor test are matched by the site alone.
     */
    static List<SuppressedPart> split(LeakSite group, Suppressions suppressions) {
        boolean rest = group.rest() > 0;
        Suppression ofRest = suppressions.find(pattern -> rest && pattern.matchesAll(group));
        Map<Optional<Suppression>, List<LeakPart>> others = new LinkedHashMap<>();
        List<LeakPart> taken = new ArrayList<>();
        for (LeakPart part : group.parts()) {
            Suppression pattern = suppressions.find(one -> one.matches(group, part));
            if (!Objects.equals(pattern, ofRest)) {
                others.computeIfAbsent(Optional.ofNullable(pattern), key -> new ArrayList<>())
                        .add(part);
                taken.add(part);
            }
        }
        List<SuppressedPart> split = new ArrayList<>();
        others.forEach(
                (by, parts) -> split.add(new SuppressedPart(group.of(parts), by.orElse(null))));
        LeakSite left = group.without(taken);
        if (left.count() > 0) {
            split.add(new SuppressedPart(left, ofRest));
        }
        return split;
    }
}
