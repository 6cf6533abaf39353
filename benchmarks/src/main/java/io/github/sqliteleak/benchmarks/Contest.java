package io.github.sqliteleak.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Sides that run in turn, so that a machine that drifts drifts under all of them alike.
 *
 * @param name the benchmark's, on the command line and in the table
 * @param rounds how often each side runs
 */
record Contest(String name, int rounds, List<Comparison> comparisons) {

    /** Runs all rounds. */
    List<Result> run() throws IOException, InterruptedException {
        Map<Side, List<Double>> times = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Side side : sides()) {
                double time = side.measurement().measure();
                times.computeIfAbsent(side, any -> new ArrayList<>()).add(time);
            }
        }
        List<Result> results = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            List<Double> baseline = Objects.requireNonNull(times.get(comparison.baseline()));
            List<Double> other = Objects.requireNonNull(times.get(comparison.other()));
            results.add(Result.of(name, comparison, baseline, other));
        }
        return results;
    }

    private Set<Side> sides() {
        Set<Side> sides = new LinkedHashSet<>();
        for (Comparison comparison : comparisons) {
            sides.add(comparison.baseline());
            sides.add(comparison.other());
        }
        return sides;
    }
}
