package io.github.sqliteleak.report;

import org.jspecify.annotations.Nullable;

/**
 * One copy of sqlite-jdbc.
 *
 * @param version as the driver's jar states it, null when it does not
 * @param tracking {@code full}, {@code no-lock-waits} or {@code open-close-only}
 */
public record DriverInfo(@Nullable String version, String tracking) {}
