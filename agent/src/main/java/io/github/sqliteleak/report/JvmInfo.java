package io.github.sqliteleak.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JVM that a report is about.
 *
 * @param main main class or jar, without arguments; null when the JVM does not say
 * @param endedAt null in the marker that is written at the start
 * @param exit how it ended; null in the marker
 * @param hooksStillRunning the application's shutdown hooks that had not ended in time, each with
 *     where it was
 */
public record JvmInfo(
        long pid,
        @Nullable String main,
        String java,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable ExitKind exit,
        List<String> hooksStillRunning) {

    /** Of a JVM whose shutdown hooks have all ended, or have not begun. */
    public JvmInfo(
            long pid,
            @Nullable String main,
            String java,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable ExitKind exit) {
        this(pid, main, java, startedAt, endedAt, exit, List.of());
    }
}
