package io.github.sqliteleak.missioncontrol;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds up by name: what each site has cost. */
final class Tally {
    private static final int SHOWN = 5;

    private final Map<String, Double> sums = new LinkedHashMap<>();

    void add(String name, double amount) {
        sums.merge(name, amount, Double::sum);
    }

    int size() {
        return sums.size();
    }

    double of(String name) {
        return sums.getOrDefault(name, 0.0);
    }

    /** The name with the largest sum, the first of equals; null when there is none. */
    @Nullable String worst() {
        List<String> names = ranked();
        return names.isEmpty() ? null : names.get(0);
    }

    /** The largest sums, in words. */
    String list(DoubleFunction<String> amount) {
        String shown =
                ranked().stream()
                        .limit(SHOWN)
                        .map(name -> name + " (" + amount.apply(of(name)) + ')')
                        .collect(Collectors.joining(", "));
        return sums.size() <= SHOWN ? shown : Texts.shared("more", shown, sums.size() - SHOWN);
    }

    private List<String> ranked() {
        return sums.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
