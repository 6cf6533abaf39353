package io.github.sqliteleak.benchmarks;

import java.util.Locale;

/** How one time is set against another. */
enum Scale {
    DIFFERENCE {
        @Override
        double compare(double baseline, double other) {
            return other - baseline;
        }

        @Override
        String format(double value) {
            return String.format(Locale.ROOT, "%+.1f ms", value / 1e6);
        }
    },
    RATIO {
        @Override
        double compare(double baseline, double other) {
            return other / baseline;
        }

        @Override
        String format(double value) {
            return String.format(Locale.ROOT, "%.3f", value);
        }
    };

    /** Sets times in nanoseconds against one another. */
    abstract double compare(double baseline, double other);

    abstract String format(double value);
}
