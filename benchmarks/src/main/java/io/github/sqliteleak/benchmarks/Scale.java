package io.github.sqliteleak.benchmarks;

import java.util.Locale;

/** What is measured, and how one measurement is set against another. */
enum Scale {
    /** Nanoseconds, of which the difference counts. */
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

    /** Nanoseconds, of which the ratio counts. */
    RATIO {
        @Override
        double compare(double baseline, double other) {
            return other / baseline;
        }

        @Override
        String format(double value) {
            return String.format(Locale.ROOT, "%.3f", value);
        }
    },

    /** Bytes, of which the difference counts. */
    BYTES {
        @Override
        double compare(double baseline, double other) {
            return other - baseline;
        }

        @Override
        String format(double value) {
            return String.format(Locale.ROOT, "%+,.0f B", value);
        }

        @Override
        String measured(double value) {
            return String.format(Locale.ROOT, "%,.0f B", value);
        }
    },

    /** How often something happens, of which the ratio counts. */
    TIMES {
        @Override
        double compare(double baseline, double other) {
            return other / baseline;
        }

        @Override
        String format(double value) {
            return String.format(Locale.ROOT, "%.3f", value);
        }

        @Override
        String measured(double value) {
            return String.format(Locale.ROOT, "%.0f times", value);
        }
    };

    /** Sets one measurement against the baseline's. */
    abstract double compare(double baseline, double other);

    /** The outcome of {@link #compare}, or a limit for it. */
    abstract String format(double value);

    /** A measurement, by default a time in the unit that leaves one to three digits. */
    String measured(double nanos) {
        if (nanos < 1e3) {
            return String.format(Locale.ROOT, "%.0f ns", nanos);
        }
        if (nanos < 1e6) {
            return String.format(Locale.ROOT, "%.2f us", nanos / 1e3);
        }
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
