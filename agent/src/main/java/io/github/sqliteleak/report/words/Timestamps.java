package io.github.sqliteleak.report.words;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Instants as {@code 2026-11-20T12:00:00Z}. The JDK's formatter would do, but costs 10 to 20 ms at
 * its first use, which here is always the last one too.
 */
public final class Timestamps {
    private Timestamps() {}

    /** Cut to the second. For years 0 to 9999. */
    public static String iso(Instant instant) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(20);
        append(out, time.getYear(), 4);
        append(out.append('-'), time.getMonthValue(), 2);
        append(out.append('-'), time.getDayOfMonth(), 2);
        append(out.append('T'), time.getHour(), 2);
        append(out.append(':'), time.getMinute(), 2);
        append(out.append(':'), time.getSecond(), 2);
        return out.append('Z').toString();
    }

    private static void append(StringBuilder out, int number, int digits) {
        String text = Integer.toString(number);
        for (int i = text.length(); i < digits; i++) {
            out.append('0');
        }
        out.append(text);
    }
}
