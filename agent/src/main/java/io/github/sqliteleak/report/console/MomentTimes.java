package io.github.sqliteleak.report.console;

/** Times as they are read at a glance. */
final class MomentTimes {
    private MomentTimes() {}

    static String ago(long millis) {
        return of(millis) + " ago";
    }

    static String of(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 100_000) {
            return millis / 1_000 + "." + millis % 1_000 / 100 + " s";
        }
        long seconds = millis / 1_000;
        return seconds < 6_000
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }
}
