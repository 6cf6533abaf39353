package io.github.sqliteleak.report;

/**
 * Counts over the life of the JVM. With nothing excluded {@code opened = closed + leaked}.
 *
 * @param opened connections opened, excluded ones included
 * @param closed connections the application closed
 * @param leaked connections judged as leaks
 * @param excluded connections not followed at the wish of the option of that name
 * @param peakOpen the most connections open at one time
 * @param failedOpens attempts to open that failed
 */
public record Totals(
        long opened, long closed, long leaked, long excluded, long peakOpen, long failedOpens) {}
