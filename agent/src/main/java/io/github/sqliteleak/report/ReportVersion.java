package io.github.sqliteleak.report;

/** How much a report says; one that says less never replaces one that says more. */
public enum ReportVersion {
    NONE,
    /** While the JVM runs; the marker stays beside it. */
    SO_FAR,
    /** Counts alone: the last resort at the end. */
    COUNTS,
    /** All leaks, before the work at exit is done. */
    PLAIN,
    /** The last word. */
    WHOLE
}
