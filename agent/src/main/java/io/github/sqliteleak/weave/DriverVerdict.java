package io.github.sqliteleak.weave;

import org.jspecify.annotations.Nullable;

/**
 * What was found out about one driver.
 *
 * @param version null when it states none
 * @param isWoven whether it is woven
 * @param locks whether waits for locks are watched
 * @param reason why it is left as it is; null when it is woven, or was loaded before it could be
 */
record DriverVerdict(
        WovenDriver driver,
        @Nullable String version,
        boolean isWoven,
        boolean locks,
        @Nullable String reason) {
    static DriverVerdict woven(WovenDriver driver, @Nullable String version, boolean locks) {
        return new DriverVerdict(driver, version, true, locks, null);
    }

    static DriverVerdict notWoven(@Nullable String version, String reason) {
        return new DriverVerdict(WovenDriver.NONE, version, false, false, reason);
    }

    static DriverVerdict loadedBefore(@Nullable String version) {
        return new DriverVerdict(WovenDriver.NONE, version, false, false, null);
    }

    /** For a failure that nobody has foreseen; on one line, whatever its message is. */
    static DriverVerdict failed(@Nullable String version, String name, Throwable failure) {
        String text;
        try {
            text = failure.toString().lines().findFirst().orElse("");
        } catch (RuntimeException | Error e) {
            text = failure.getClass().getName();
        }
        return notWoven(version, "cannot weave " + name + ": " + text);
    }
}
