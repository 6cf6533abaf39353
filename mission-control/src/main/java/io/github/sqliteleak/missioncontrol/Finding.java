package io.github.sqliteleak.missioncontrol;

import org.jspecify.annotations.Nullable;

/**
 * What a rule has found.
 *
 * @param value how bad it is, in the unit of the rule's limits; 0 for nothing found
 * @param count how many events it rests on
 * @param worstSite where to look first; null when nothing was found
 */
record Finding(
        double value,
        long count,
        @Nullable String worstSite,
        String summary,
        @Nullable String explanation,
        @Nullable String solution) {

    static Finding none(String summary, @Nullable String explanation) {
        return new Finding(0, 0, null, summary, explanation, null);
    }
}
