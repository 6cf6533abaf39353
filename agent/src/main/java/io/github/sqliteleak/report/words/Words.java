package io.github.sqliteleak.report.words;

import java.time.Duration;

/** Numbers as people read them. */
public final class Words {
    private Words() {}

    /** The beginning of a text that is longer than so many characters, with an ellipsis. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean pair = Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, pair ? most - 1 : most) + '…';
    }

    /** A statement within a sentence, where its semicolon at the end would look like a mistake. */
    public static String sql(String statement) {
        int end = statement.length();
        while (end > 0 && " ;\n\r\t".indexOf(statement.charAt(end - 1)) >= 0) {
            end--;
        }
        return end == 0 ? statement : statement.substring(0, end);
    }

    /** {@code 1 site}, {@code 2 sites}. */
    public static String count(long number, String noun) {
        return number == 1 ? "1 " + noun : number + " " + noun + "s";
    }

    /** In the largest unit that fits, with the next one where it matters: {@code 2 min 5 s}. */
    public static String duration(Duration duration) {
        long millis = Math.max(duration.toMillis(), 0);
        long seconds = millis / 1_000;
        if (seconds < 1) {
            return millis + " ms";
        }
        if (seconds < 60) {
            return seconds + "." + millis % 1_000 / 100 + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86_400) {
            return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
    }

    public static String range(Duration least, Duration most) {
        String from = duration(least);
        String to = duration(most);
        return from.equals(to) ? to : from + " to " + to;
    }

    /** In decimal units, as file managers count: {@code 41 KB} is 41,000 bytes. */
    public static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes == 0 ? "0" : count(bytes, "byte");
        }
        if (bytes < 1_000_000) {
            return bytes / 1_000 + " KB";
        }
        if (bytes < 1_000_000_000) {
            return tenths(bytes, 1_000_000) + " MB";
        }
        return tenths(bytes, 1_000_000_000) + " GB";
    }

    private static String tenths(long bytes, long unit) {
        return bytes / unit + "." + bytes % unit / (unit / 10);
    }
}
