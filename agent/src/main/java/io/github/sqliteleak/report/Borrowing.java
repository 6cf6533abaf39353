package io.github.sqliteleak.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who has a connection from its pool and has not given it back.
 *
 * @param site the line that borrowed it; null when not known
 * @param at when; within 50 ms
 * @param thread name of the borrowing thread; null when not known
 * @param threadAlive whether that thread still lives
 * @param poolClosed whether the pool was closed meanwhile; null when not known
 */
public record Borrowing(
        @Nullable String site,
        Instant at,
        @Nullable String thread,
        boolean threadAlive,
        @Nullable Boolean poolClosed) {}
