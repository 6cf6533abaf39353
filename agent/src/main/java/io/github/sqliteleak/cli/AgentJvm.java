package io.github.sqliteleak.cli;

import io.github.sqliteleak.report.words.PlainText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that carries the agent, or did.
 *
 * @param running false when it is gone and its report never came
 * @param startedAt null when the operating system does not tell
 * @param main main class or jar, without arguments, which may hold secrets
 * @param marker where its marker stands, null before its first connection
 */
record AgentJvm(
        long pid,
        boolean running,
        @Nullable Instant startedAt,
        @Nullable String main,
        @Nullable String marker) {

    /** {@code 4711 running 2026-11-20T12:00:00Z com.example.App sqlite-leaks/leaks-….json}. */
    String line() {
        Object since = startedAt == null ? "-" : startedAt.truncatedTo(ChronoUnit.SECONDS);
        return PlainText.of(
                String.format(
                        "%-8d %-7s  %-20s  %s  %s",
                        pid,
                        running ? "running" : "gone",
                        since,
                        main == null ? "-" : main,
                        marker == null ? "no connection yet, or another folder" : marker));
    }
}
