package io.github.sqliteleak.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * Two sides, set against one another.
 *
 * @param limit the most that is allowed on the scale; null when it is for information only
 */
record Comparison(Side baseline, Side other, Scale scale, @Nullable Double limit) {

    static Comparison limited(Side baseline, Side other, Scale scale, double limit) {
        return new Comparison(baseline, other, scale, limit);
    }

    static Comparison forInformation(Side baseline, Side other, Scale scale) {
        return new Comparison(baseline, other, scale, null);
    }
}
