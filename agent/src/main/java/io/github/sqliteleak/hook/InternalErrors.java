package io.github.sqliteleak.hook;

import org.jspecify.annotations.Nullable;

/**
 * Failures of the hooks up to now, and what was lost by them. Times are in milliseconds since 1970,
 * 0 for never or not known.
 *
 * @param count of all of them; at least one where some could not even be counted
 * @param first the first one in words; null when there is none, or when it left no words
 * @param lostOpenings connections that are not followed, since a hook failed when they were opened
 * @param offSinceMillis when the hooks were turned off
 * @param openedWhileOff connections that were opened since then
 */
public record InternalErrors(
        int count,
        long firstMillis,
        @Nullable String first,
        long lostOpenings,
        long lostOpeningsSinceMillis,
        long offSinceMillis,
        long openedWhileOff) {}
