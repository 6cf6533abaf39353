package io.github.sqliteleak.toolkit;

/**
 * Something that is wrong with a database.
 *
 * @param cure what to do, empty when the text says so itself
 * @param fixable whether the Doctor can
 */
record Finding(String text, String cure, boolean fixable) {}
