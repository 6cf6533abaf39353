package io.github.sqliteleak.report;

import org.jspecify.annotations.Nullable;

/**
 * One copy of sqlite-jdbc.
 *
 * @param version as the driver's jar states it, null when it does not
 * @param tracking {@code full}, {@code no-lock-waits}, {@code open-close-only}, or {@value
 *     #NOT_TRACKED} for a driver that is left as it is
 */
public record DriverInfo(@Nullable String version, String tracking) {
    /** Nothing is known of this driver's connections. */
    public static final String NOT_TRACKED = "none";
}
