package io.github.sqliteleak.glob;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The word that was most likely meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * Whatever the case, and the dashes before it. One that begins as the word does is meant, or
     * else the one with the fewest letters to change.
     *
     * @return null when half of the letters would have to change
     */
    public static @Nullable String of(String word, Collection<String> words) {
        String meant = bare(word);
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : words) {
            String other = bare(candidate);
            int distance = distance(meant, other);
            if (!meant.isEmpty() && other.startsWith(meant)) {
                distance = Math.min(distance, 1);
            }
            int allowed = (Math.max(meant.length(), other.length()) - 1) / 2;
            if (distance < least && distance <= Math.max(allowed, 1)) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /**
     * The one that this word is a misspelling of: the same but for case and separators, or with at
     * most two letters to change, in a short word one. Null for none, so that a word of another
     * meaning is left alone.
     */
    public static @Nullable String misspelt(String word, Collection<String> words) {
        String meant = squeezed(word);
        String nearest = null;
        int least = meant.length() < 8 ? 2 : 3;
        for (String candidate : words) {
            String other = squeezed(candidate);
            int distance = Math.abs(meant.length() - other.length());
            distance = distance < least ? distance(meant, other) : distance;
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static String squeezed(String word) {
        return word.replace("_", "").replace("-", "").replace(".", "").toLowerCase(Locale.ROOT);
    }

    private static String bare(String word) {
        return word.replaceFirst("^-+", "").toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's, row by row. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
