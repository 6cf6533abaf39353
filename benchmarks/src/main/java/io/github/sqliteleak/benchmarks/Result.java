package io.github.sqliteleak.benchmarks;

import java.util.List;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/**
 * What came out of a comparison.
 *
 * @param benchmark name of the contest
 * @param baseline median of the baseline's times, in nanoseconds
 * @param other median of the other's times, in nanoseconds
 * @param median of the pairs, each set against one another on the comparison's scale
 * @param least of the pairs
 * @param most of the pairs
 */
record Result(
        String benchmark,
        Comparison comparison,
        double baseline,
        double other,
        double median,
        double least,
        double most) {

    enum Verdict {
        MET("met"),
        MISSED("MISSED"),
        FOR_INFORMATION("information");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * Sets each time against the one of the same round.
     *
     * @param baseline nanoseconds, one a round
     * @param other as many
     */
    static Result of(
            String benchmark, Comparison comparison, List<Double> baseline, List<Double> other) {
        ListStatistics pairs = new ListStatistics();
        for (int round = 0; round < baseline.size(); round++) {
            pairs.addValue(comparison.scale().compare(baseline.get(round), other.get(round)));
        }
        return new Result(
                benchmark,
                comparison,
                median(statistics(baseline)),
                median(statistics(other)),
                median(pairs),
                pairs.getMin(),
                pairs.getMax());
    }

    /** By the median of the pairs. */
    Verdict verdict() {
        Double limit = comparison.limit();
        if (limit == null) {
            return Verdict.FOR_INFORMATION;
        }
        return median <= limit ? Verdict.MET : Verdict.MISSED;
    }

    static boolean anyMissed(List<Result> results) {
        return results.stream().anyMatch(result -> result.verdict() == Verdict.MISSED);
    }

    private static Statistics statistics(List<Double> times) {
        ListStatistics statistics = new ListStatistics();
        times.forEach(statistics::addValue);
        return statistics;
    }

    private static double median(Statistics statistics) {
        return statistics.getPercentile(50);
    }
}
