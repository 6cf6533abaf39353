package io.github.sqliteleak.judge;

/**
 * A suppression and what it did.
 *
 * @param pattern as it stands in the file
 * @param place file and line
 * @param connections how many it matched; 0 when it was never used
 */
public record SuppressionUse(String pattern, String place, int connections) {}
