package io.github.sqliteleak.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The JVM that a report is about.
 *
 * @param main main class or jar, without arguments; null when the JVM does not tell
 * @param endedAt null in the marker that is written at the start
 * @param exit how it ended; null in the marker
 */
public record JvmInfo(
        long pid,
        @Nullable String main,
        String java,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable ExitKind exit) {}
