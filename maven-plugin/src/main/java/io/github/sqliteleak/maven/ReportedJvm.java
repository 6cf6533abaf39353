package io.github.sqliteleak.maven;

import org.jspecify.annotations.Nullable;

/**
 * A JVM that had the agent.
 *
 * @param main its main class or jar, null when that is unknown
 * @param startedMillis milliseconds since 1970
 * @param writtenMillis when its report or its marker was last written
 */
record ReportedJvm(@Nullable String main, long startedMillis, long writtenMillis) {
    /** Whether the tests ran in it. */
    boolean ran(TestResult result, long clocksApartMillis) {
        String command = result.command();
        if (main == null || command == null || !(command + ' ').startsWith(main + ' ')) {
            return false;
        }
        // Surefire makes a jar for each JVM that it starts, unless it has to do with a main class.
        return main.endsWith(".jar")
                || (result.modifiedMillis() >= startedMillis - clocksApartMillis
                        && result.modifiedMillis() <= writtenMillis + clocksApartMillis);
    }
}
